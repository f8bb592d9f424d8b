using System.Collections.Immutable;
using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the cursor of a poll is never moved.</summary>
public sealed class PollsFromTheStart : IMutant
{
    /// <inheritdoc/>
    public string Name => "polls-from-the-start";

    /// <inheritdoc/>
    public string Bug => "asks every poll from where the first one began";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-013"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Transport = new StreamBug(
                right.Transport,
                async (real, request, stop) => new Unmoved(await real.OpenAsync(request, stop))
            ),
        };

    private sealed class Unmoved(IStreamConnection right) : ConnectionBug(right)
    {
        public override void Acknowledge(string cursor)
        {
            // The bug: nobody tells the next poll.
        }
    }
}

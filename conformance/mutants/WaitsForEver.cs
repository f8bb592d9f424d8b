using System.Collections.Immutable;
using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a silent connection is a good one.</summary>
public sealed class WaitsForEver : IMutant
{
    /// <inheritdoc/>
    public string Name => "waits-for-ever";

    /// <inheritdoc/>
    public string Bug => "has no idle time-out";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TPT-002"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Transport = new StreamBug(
                right.Transport,
                async (real, request, stop) => new Patient(await real.OpenAsync(request, stop))
            ),
        };

    private sealed class Patient(IStreamConnection right) : ConnectionBug(right)
    {
        public override async ValueTask<bool> ReadAsync(CancellationToken cancellation)
        {
            var found = await base.ReadAsync(cancellation);
            if (!found && End?.Kind == StreamEndKind.TimedOut)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            }

            return found;
        }
    }
}

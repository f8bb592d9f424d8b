using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a limit is a drain.</summary>
public sealed class PingPong : IMutant
{
    /// <inheritdoc/>
    public string Name => "ping-pong";

    /// <inheritdoc/>
    public string Bug => "comes straight back when a newer connection took its place";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TPT-006"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new PolicyBug(
                right.Policy,
                seen => seen with { Bye = seen.Bye == ByeReason.Limit ? ByeReason.Drain : seen.Bye }
            ),
        };
}

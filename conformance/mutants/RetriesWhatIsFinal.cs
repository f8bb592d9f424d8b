using System.Collections.Immutable;
using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: every end is a drop.</summary>
public sealed class RetriesWhatIsFinal : IMutant
{
    /// <inheritdoc/>
    public string Name => "retries-what-is-final";

    /// <inheritdoc/>
    public string Bug => "tries again and again what no retry can mend";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-008", "FRM-011", "ERR-006", "TPT-008"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new PolicyBug(right.Policy, seen => IsFinal(seen.End) ? seen with { End = Ended } : seen),
        };

    private static StreamEnd Ended { get; } = new(StreamEndKind.Completed, StreamSide.Server, "as if it had ended");

    private static bool IsFinal(StreamEnd? end) =>
        end
            is { Kind: StreamEndKind.BadContentType or StreamEndKind.BadRedirect }
                or { Kind: StreamEndKind.Closed, Code: 1008 or 4401 }
                or { Kind: StreamEndKind.Refused, Status: 400 or 403 or 404 };
}

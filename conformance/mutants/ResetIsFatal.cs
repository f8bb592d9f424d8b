using System.Collections.Immutable;
using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: only good ends are resumed.</summary>
public sealed class ResetIsFatal : IMutant
{
    /// <inheritdoc/>
    public string Name => "reset-is-fatal";

    /// <inheritdoc/>
    public string Bug => "gives up when a connection breaks without an end";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-014", "TPT-010"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new PolicyBug(
                right.Policy,
                change: (seen, decision) =>
                    seen.End is { Kind: StreamEndKind.Reset or StreamEndKind.Truncated }
                        ? new ResumeDecision(ResumeStep.Fail, Code: "connection_lost")
                        : decision
            ),
        };

}

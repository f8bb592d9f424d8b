using System.Collections.Immutable;
using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a clean end is resumed, but a reset is taken for an error that no retry can mend.</summary>
internal sealed class ResetIsFatal : IMutant
{
    public string Name => "reset-is-fatal";

    public string Bug => "gives up when a connection is reset";

    public ImmutableArray<string> CaughtBy => ["FRM-014", "RES-001", "RES-002", "RES-004", "RES-022", "TPT-010"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new ChangedPolicy(
                right.Policy,
                static (interruption, decision) =>
                    interruption.End is { Kind: StreamEndKind.Reset or StreamEndKind.Truncated }
                        ? new ResumeDecision(ResumeStep.Fail, Code: "connection_reset")
                        : decision
            ),
        };
}

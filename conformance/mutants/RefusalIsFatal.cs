using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: 410 is an error like any 4xx; nobody thinks of the history.</summary>
internal sealed class RefusalIsFatal : IMutant
{
    public string Name => "refusal-is-fatal";

    public string Bug => "gives up when its cursor has become too old";

    public ImmutableArray<string> CaughtBy => ["RES-012"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new ChangedPolicy(
                right.Policy,
                static (_, decision) =>
                    decision.Step == ResumeStep.FetchHistory
                        ? new ResumeDecision(ResumeStep.Fail, Code: "cursor_expired")
                        : decision
            ),
        };
}

using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: 204 and the last bye are taken for drops like any other.</summary>
internal sealed class RetriesWhenDone : IMutant
{
    public string Name => "retries-when-done";

    public string Bug => "comes back after the server has said that all is done";

    public ImmutableArray<string> CaughtBy => ["RES-005", "RES-020"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new ChangedPolicy(
                right.Policy,
                static (interruption, decision) =>
                    decision.Step == ResumeStep.Finish && interruption.Kind != InterruptionKind.Satisfied
                        ? new ResumeDecision(ResumeStep.Connect, interruption.Cursor, TimeSpan.FromMilliseconds(50))
                        : decision
            ),
        };
}

using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the user is never told, however long nothing helps.</summary>
internal sealed class NeverGivesUp : IMutant
{
    public string Name => "never-gives-up";

    public string Bug => "tries for ever in silence when the server is gone";

    public ImmutableArray<string> CaughtBy => ["RES-019"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new ChangedPolicy(
                right.Policy,
                static (interruption, decision) =>
                    decision.Step == ResumeStep.GiveUp
                        ? new ResumeDecision(ResumeStep.Connect, interruption.Cursor, TimeSpan.FromMilliseconds(100))
                        : decision
            ),
        };
}

using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: when a turn stands still the client stops, and the turn is shown as running for ever.</summary>
internal sealed class GivesUpInSilence : IMutant
{
    public string Name => "gives-up-in-silence";

    public string Bug => "gives up a silent turn and leaves it open";

    public ImmutableArray<string> CaughtBy => ["TRN-004", "TRN-005"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new ChangedPolicy(
                right.Policy,
                static (interruption, decision) =>
                    interruption.Kind == InterruptionKind.Silence
                        ? new ResumeDecision(ResumeStep.GiveUp, Code: "silence")
                        : decision
            ),
        };
}

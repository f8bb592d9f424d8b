using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the cursor of the first drop is kept, so each later resume replays all that came since.</summary>
internal sealed class KeepsFirstCursor : IMutant
{
    public string Name => "keeps-first-cursor";

    public string Bug => "resumes for ever from where it resumed first";

    public ImmutableArray<string> CaughtBy => ["RES-015"];

    public ChatClientParts Plant(ChatClientParts right)
    {
        string? first = null;
        return right with
        {
            Policy = new ChangedPolicy(
                right.Policy,
                (_, decision) =>
                    decision.Step == ResumeStep.Connect
                        ? decision with
                        {
                            Cursor = first ??= decision.Cursor,
                        }
                        : decision
            ),
        };
    }
}

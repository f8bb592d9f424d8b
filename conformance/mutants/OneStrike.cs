using System.Collections.Immutable;
using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a bad frame ends the conversation, not the connection.</summary>
public sealed class OneStrike : IMutant
{
    /// <inheritdoc/>
    public string Name => "one-strike";

    /// <inheritdoc/>
    public string Bug => "gives up at the first frame that breaks a rule";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-010", "ERR-003", "ERR-005"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new PolicyBug(
                right.Policy,
                change: (seen, decision) =>
                    seen.Kind == InterruptionKind.Damaged
                    || seen.End is { Kind: StreamEndKind.Corrupt or StreamEndKind.TooLarge }
                        ? new ResumeDecision(ResumeStep.Fail, Code: "bad_frame")
                        : decision
            ),
        };
}

using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>
/// A planted bug: whoever ends the stream in good order has said everything. In mid-turn that makes half an answer a whole one,
/// so a sweep of clean cuts must catch it at every cut before <c>turn.close</c>.
/// </summary>
public sealed class EofIsCompletion(IResumePolicy right) : IResumePolicy
{
    /// <inheritdoc/>
    public void Advanced() => right.Advanced();

    /// <inheritdoc/>
    public ResumeDecision Decide(Interruption interruption) =>
        interruption is { Kind: InterruptionKind.Ended, End.Kind: StreamEndKind.Completed or StreamEndKind.Truncated }
            ? new ResumeDecision(ResumeStep.Finish)
            : right.Decide(interruption);
}

using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Conformance.Mutants;

/// <summary>
/// A planted bug: a stream that ends in good order counts as a finished answer, although no <c>turn.close</c> came.
/// Must be caught wherever a clean end falls inside an open turn; a reset it survives like the reference.
/// </summary>
/// <param name="honest">What it does in every other situation.</param>
internal sealed class EofIsTheAnswer(IResumePolicy honest) : IResumePolicy
{
    public ResumeDecision Decide(Interruption interruption) =>
        interruption is { Kind: InterruptionKind.Ended, End.Kind: StreamEndKind.Completed or StreamEndKind.Truncated }
            ? new ResumeDecision(ResumeStep.Finish)
            : honest.Decide(interruption);

    public void Advanced() => honest.Advanced();
}

using System.Collections.Immutable;
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

/// <summary>The client with <see cref="EofIsCompletion"/> in it.</summary>
public sealed class EofIsCompletionMutant : IMutant
{
    /// <inheritdoc/>
    public string Name => "eof-is-completion";

    /// <inheritdoc/>
    public string Bug => "takes a clean end of the stream for a finished answer";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["RES-001", "RES-004", "RES-006"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right with { Policy = new EofIsCompletion(right.Policy) };
}

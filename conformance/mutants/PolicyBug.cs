using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A policy whose decisions are changed, or that is told another story than what happened.</summary>
/// <param name="right">The right policy.</param>
/// <param name="retell">What the policy is told instead; null for the truth.</param>
/// <param name="change">What becomes of its decision; null for nothing.</param>
internal sealed class PolicyBug(
    IResumePolicy right,
    Func<Interruption, Interruption>? retell = null,
    Func<Interruption, ResumeDecision, ResumeDecision>? change = null
) : IResumePolicy
{
    /// <inheritdoc/>
    public void Advanced() => right.Advanced();

    /// <inheritdoc/>
    public ResumeDecision Decide(Interruption interruption)
    {
        var decision = right.Decide(retell?.Invoke(interruption) ?? interruption);
        return change?.Invoke(interruption, decision) ?? decision;
    }
}

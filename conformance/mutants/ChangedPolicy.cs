using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A policy that decides right and then does something else: a place for bugs in how a client comes back.</summary>
/// <param name="right">Decides right.</param>
/// <param name="change">What becomes of each decision.</param>
internal sealed class ChangedPolicy(IResumePolicy right, Func<Interruption, ResumeDecision, ResumeDecision> change)
    : IResumePolicy
{
    public void Advanced() => right.Advanced();

    public ResumeDecision Decide(Interruption interruption) => change(interruption, right.Decide(interruption));
}

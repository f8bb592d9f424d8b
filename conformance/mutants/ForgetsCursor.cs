using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>
/// A planted bug: the cursor is gone with the first connection that brought nothing new, so the second drop starts the
/// conversation over. Harmless to a client that drops duplicates; together with <see cref="AppliesEverything"/> text doubles.
/// </summary>
public sealed class ForgetsCursor(IResumePolicy right) : IResumePolicy
{
    private bool hasAdvanced;

    /// <inheritdoc/>
    public void Advanced()
    {
        hasAdvanced = true;
        right.Advanced();
    }

    /// <inheritdoc/>
    public ResumeDecision Decide(Interruption interruption)
    {
        var decision = right.Decide(interruption);
        var keeps = hasAdvanced;
        hasAdvanced = false;
        return decision.Step == ResumeStep.Connect && !keeps ? decision with { Cursor = null } : decision;
    }
}

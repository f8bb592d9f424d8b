using System.Collections.Immutable;
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

/// <summary>The client with <see cref="ForgetsCursor"/> in it.</summary>
public sealed class ForgetsCursorMutant : IMutant
{
    /// <inheritdoc/>
    public string Name => "forgets-cursor";

    /// <inheritdoc/>
    public string Bug => "starts over when a connection brought nothing new";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["RES-008"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right with { Policy = new ForgetsCursor(right.Policy) };
}

using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: no refusal is the last.</summary>
public sealed class RefreshesForEver : IMutant
{
    /// <inheritdoc/>
    public string Name => "refreshes-for-ever";

    /// <inheritdoc/>
    public string Bug => "asks for a fresh token as often as the server refuses one";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TPT-007"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new PolicyBug(
                right.Policy,
                change: (_, decision) =>
                    decision.Step == ResumeStep.RequireAuth ? new ResumeDecision(ResumeStep.RefreshToken) : decision
            ),
        };
}

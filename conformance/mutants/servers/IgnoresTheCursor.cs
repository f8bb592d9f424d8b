using System.Collections.Immutable;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Mutants.Servers;

/// <summary>The header is never read.</summary>
public sealed class IgnoresTheCursor : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "ignores-the-cursor";

    /// <inheritdoc/>
    public string Bug => "answers every resume, whatever its cursor, with everything from the start";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-003", "SRV-005"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) => right.With(new AgentBehaviour { IgnoresCursor = true });
}

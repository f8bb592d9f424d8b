using System.Collections.Immutable;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Mutants.Servers;

/// <summary>Nobody can resume, although the server says that it can be done.</summary>
public sealed class SendsNoIds : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "sends-no-ids";

    /// <inheritdoc/>
    public string Bug => "sends events without a cursor";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-001", "SRV-022"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) => right.With(new AgentBehaviour { SendsNoIds = true });
}

using System.Collections.Immutable;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Mutants.Servers;

/// <summary>Proxies close what is silent.</summary>
public sealed class SendsNoHeartbeats : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "sends-no-heartbeats";

    /// <inheritdoc/>
    public string Bug => "declares heartbeats and sends none";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-016"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(new AgentBehaviour { Heartbeats = HeartbeatStyle.None });
}

using System.Collections.Immutable;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Mutants.Servers;

/// <summary>The digest is computed before the last event is applied.</summary>
public sealed class WrongCheckpoints : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "wrong-checkpoints";

    /// <inheritdoc/>
    public string Bug => "sends checkpoints of another state";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-013"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(
            new AgentBehaviour
            {
                Faults =
                [
                    new EventFault
                    {
                        Do = "alter",
                        At = new FaultPlace { Type = "checkpoint", Nth = 3 },
                        Times = 1_000,
                        Json = """{"type":"checkpoint","seq":75,"digest":"sha256:00"}""",
                    },
                ],
            }
        );
}

using System.Collections.Immutable;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Mutants.Servers;

/// <summary>A fan-out that loses a message: the numbers have a hole, and what is read again is not what was read.</summary>
public sealed class SwallowsAnEvent : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "swallows-an-event";

    /// <inheritdoc/>
    public string Bug => "loses one event between its log and its readers";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-001", "SRV-006", "SRV-014"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(
            new AgentBehaviour
            {
                Faults =
                [
                    new EventFault
                    {
                        Do = "drop",
                        At = new FaultPlace { Seq = 7, Connection = 1 },
                    },
                ],
            }
        );
}

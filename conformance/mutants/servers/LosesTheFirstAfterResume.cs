using System.Collections.Immutable;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Mutants.Servers;

/// <summary>The classic off-by-one between "after" and "from".</summary>
public sealed class LosesTheFirstAfterResume : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "loses-the-first-after-resume";

    /// <inheritdoc/>
    public string Bug => "resumes one event too late";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-003", "SRV-006", "SRV-007"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(
            new AgentBehaviour
            {
                Faults =
                [
                    .. Enumerable
                        .Range(2, 20)
                        .Select(nth => new EventFault
                        {
                            Do = "drop",
                            At = new FaultPlace { Nth = 1, Connection = nth },
                        }),
                ],
            }
        );
}

using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: whoever was too slow does not come back.</summary>
public sealed class SlowMeansOut : IMutant
{
    /// <inheritdoc/>
    public string Name => "slow-means-out";

    /// <inheritdoc/>
    public string Bug => "takes being sent away as a slow reader for the end";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TPT-004"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new PolicyBug(
                right.Policy,
                change: (seen, decision) =>
                    seen.Bye == ByeReason.SlowConsumer
                        ? new ResumeDecision(ResumeStep.Fail, Code: "slow_consumer")
                        : decision
            ),
        };
}

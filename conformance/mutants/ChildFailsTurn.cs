using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: what fails anywhere fails the whole answer.</summary>
public sealed class ChildFailsTurn : IMutant
{
    /// <inheritdoc/>
    public string Name => "child-fails-turn";

    /// <inheritdoc/>
    public string Bug => "fails the turn when a nested agent fails";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["AGT-004"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                    happening is AgentFinish { Status: AgentStatus.Failed }
                        ? new TurnClose
                        {
                            Seq = happening.Seq,
                            Epoch = happening.Epoch,
                            Turn = happening.Turn,
                            Status = TurnStatus.Failed,
                        }
                        : happening
            ),
        };
}

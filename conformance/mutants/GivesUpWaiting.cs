using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a turn in which nothing but heartbeats come is timed out, also when it is the user that it waits for.</summary>
public sealed class GivesUpWaiting(IFrameDecoder right) : IFrameDecoder
{
    private const int Patience = 8;

    private readonly List<Received> received = [];
    private string? turn;
    private int heartbeats;

    /// <inheritdoc/>
    public void StartConnection() => right.StartConnection();

    /// <inheritdoc/>
    public void Decode(in Frame frame, ICollection<Received> output)
    {
        received.Clear();
        right.Decode(frame, received);
        foreach (var one in received)
        {
            output.Add(one);
            switch (one.Payload)
            {
                case StreamEvent happening:
                    (turn, heartbeats) = (happening.Turn ?? turn, 0);
                    break;
                case Heartbeat when ++heartbeats == Patience && turn is not null:
                    var timeOut = new TurnClose
                    {
                        Turn = turn,
                        Status = TurnStatus.TimedOut,
                        Synthesised = true,
                    };
                    output.Add(new Received(timeOut, null));
                    break;
            }
        }
    }
}

/// <summary>The client with <see cref="GivesUpWaiting"/> in it.</summary>
public sealed class GivesUpWaitingMutant : IMutant
{
    /// <inheritdoc/>
    public string Name => "gives-up-waiting";

    /// <inheritdoc/>
    public string Bug => "times a turn out that waits for the user";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["APR-010"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right with { Decoder = new GivesUpWaiting(right.Decoder) };
}

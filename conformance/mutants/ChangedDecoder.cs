using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A decoder that reads right and then says something else: a place for bugs in what a client makes of events.</summary>
/// <param name="right">Reads right.</param>
/// <param name="change">What becomes of each event.</param>
internal sealed class ChangedDecoder(IFrameDecoder right, Func<StreamEvent, StreamEvent> change) : IFrameDecoder
{
    private readonly List<Received> received = [];

    public void StartConnection() => right.StartConnection();

    public void Decode(in Frame frame, ICollection<Received> output)
    {
        received.Clear();
        right.Decode(frame, received);
        foreach (var one in received)
        {
            output.Add(one.Payload is StreamEvent happening ? one with { Payload = change(happening) } : one);
        }
    }
}

/// <summary>What bugs in events are made of.</summary>
internal static class Bugs
{
    /// <summary>The client with that change of every event.</summary>
    internal static ChatClientParts WithEvents(this ChatClientParts right, Func<StreamEvent, StreamEvent> change) =>
        right with
        {
            Decoder = new ChangedDecoder(right.Decoder, change),
        };

    /// <summary>Nothing happens, but the seq is used.</summary>
    internal static StreamEvent Ignored(this StreamEvent happening) =>
        new UnknownEvent("ignored") { Seq = happening.Seq, Epoch = happening.Epoch };
}

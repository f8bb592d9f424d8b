using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Mutants;

/// <summary>Where many bugs are planted: a decoder that makes something else of an event.</summary>
/// <param name="right">The right decoder.</param>
/// <param name="bug">Gives the event as the client understands it; null when it throws the event away, whose seq is used all the same.</param>
internal sealed class EventBug(IFrameDecoder right, Func<StreamEvent, StreamEvent?> bug) : IFrameDecoder
{
    private readonly List<Received> received = [];

    /// <summary>Called when a connection opens; null when the bug does not care.</summary>
    internal Action? OnConnection { get; init; }

    /// <inheritdoc/>
    public void StartConnection()
    {
        right.StartConnection();
        OnConnection?.Invoke();
    }

    /// <inheritdoc/>
    public void Decode(in Frame frame, ICollection<Received> output)
    {
        received.Clear();
        right.Decode(frame, received);
        foreach (var one in received)
        {
            output.Add(
                one.Payload is StreamEvent happening ? one with { Payload = bug(happening) ?? Lost(happening) } : one
            );
        }
    }

    /// <summary>An event that means nothing, in the place of one that is thrown away.</summary>
    internal static StreamEvent Lost(StreamEvent happening) =>
        new UnknownEvent("lost." + happening.Type) { Seq = happening.Seq, Epoch = happening.Epoch };
}

using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Mutants.Decoders;

/// <summary>A decoder with a bug: an honest one whose frames or events are changed on their way.</summary>
internal abstract class AlteredDecoder(IFrameDecoder honest) : IFrameDecoder
{
    private readonly List<Received> received = [];
    private long seq;

    protected IFrameDecoder Honest { get; set; } = honest;

    public virtual void StartConnection() => Honest.StartConnection();

    public void Decode(in Frame frame, ICollection<Received> output)
    {
        received.Clear();
        foreach (var part in Split(frame))
        {
            Honest.Decode(Alter(part), received);
        }

        foreach (var one in received.SelectMany(Alter).ToArray())
        {
            // Numbered anew, so that the reducer sees the bug and no gap.
            output.Add(
                one.Payload is StreamEvent happening ? one with { Payload = happening with { Seq = ++seq } } : one
            );
        }
    }

    protected virtual IEnumerable<Frame> Split(Frame frame) => [frame];

    protected virtual Frame Alter(in Frame frame) => frame;

    protected virtual IEnumerable<Received> Alter(Received one) => [one];
}

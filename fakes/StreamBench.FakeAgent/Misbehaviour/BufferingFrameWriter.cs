using StreamBench.FakeAgent.Delivery;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>Holds everything until a turn closes or the stream says good-bye, as a proxy with response buffering does.</summary>
internal sealed class BufferingFrameWriter(IFrameWriter inner) : IFrameWriter
{
    private readonly List<Outgoing> held = [];

    public async ValueTask WriteAsync(IReadOnlyList<Outgoing> batch, CancellationToken cancellation)
    {
        held.AddRange(batch);
        if (batch.Any(item => item.Said is TurnClose or Bye))
        {
            await inner.WriteAsync(held, cancellation);
            held.Clear();
        }
    }
}

using System.IO.Pipelines;
using StreamBench.Dialects;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Delivery;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>Events as a dialect's frames on a response body. Of control frames only signs of life have words there.</summary>
internal sealed class DialectStreamWriter(
    PipeWriter output,
    DialectView view,
    DialectEndpoint endpoint,
    bool withIds,
    bool heartbeats
) : IFrameWriter, IDisposable
{
    private readonly FrameBuffer frames = new();

    public async ValueTask WriteAsync(IReadOnlyList<Outgoing> batch, CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            Write(batch[i].Payload);
        }

        await output.FlushAsync(cancellation);
    }

    public void Dispose() => frames.Dispose();

    private void Write(Payload payload)
    {
        if (payload is StreamEvent happening)
        {
            frames.Clear();
            view.Write(happening, frames);
            for (var i = 0; i < frames.Count; i++)
            {
                endpoint.WriteFrame(frames, i, withIds, output);
            }
        }
        else if (payload is Heartbeat && heartbeats)
        {
            endpoint.WriteHeartbeat(output);
        }
    }
}

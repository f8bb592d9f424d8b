using System.IO.Pipelines;
using StreamBench.Dialects;
using StreamBench.FakeAgent.Delivery;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>Events as a dialect's frames on a response body. Of control frames only signs of life have words there.</summary>
internal sealed class DialectStreamWriter(PipeWriter output, DialectStream stream) : IFrameWriter, IDisposable
{
    private readonly FrameBuffer frames = new();

    public async ValueTask WriteAsync(IReadOnlyList<Outgoing> batch, CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            Write(batch[i].Payload);
        }

        stream.NoteWritten(batch);
        await output.FlushAsync(cancellation);
    }

    public void Dispose() => frames.Dispose();

    private void Write(Payload payload)
    {
        switch (payload)
        {
            case Hello:
                stream.Endpoint.WritePreamble(stream.Opening, output);
                break;
            case StreamEvent happening:
                frames.Clear();
                stream.View.Write(happening, frames);
                for (var i = 0; i < frames.Count; i++)
                {
                    stream.Endpoint.WriteFrame(frames, i, stream.Opening, output);
                }

                break;
            case Heartbeat when stream.HasHeartbeats:
                stream.Endpoint.WriteHeartbeat(output);
                break;
        }
    }
}

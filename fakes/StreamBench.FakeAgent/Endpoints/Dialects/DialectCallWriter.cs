using System.Buffers;
using System.IO.Pipelines;
using StreamBench.FakeAgent.Delivery;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>Events as a dialect's messages of a call, and between them the answers to what the client says on it, as they are.</summary>
internal sealed class DialectCallWriter(PipeWriter output, DialectStream stream) : IFrameWriter, IDisposable
{
    private readonly DialectFrames frames = new(stream);

    public async ValueTask WriteAsync(IReadOnlyList<Outgoing> batch, CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (batch[i].Said is Notice)
            {
                output.Write(batch[i].Json.Span);
            }
            else
            {
                frames.Write(batch[i].Payload, output);
            }
        }

        frames.SayRun(output);
        stream.NoteWritten(batch);
        await output.FlushAsync(cancellation);
    }

    public void Dispose() => frames.Dispose();
}

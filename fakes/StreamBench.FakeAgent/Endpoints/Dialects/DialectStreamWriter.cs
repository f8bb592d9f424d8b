using System.IO.Pipelines;
using StreamBench.FakeAgent.Delivery;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>Events as a dialect's frames on a response body.</summary>
internal sealed class DialectStreamWriter(PipeWriter output, DialectStream stream) : IFrameWriter, IDisposable
{
    private readonly DialectFrames frames = new(stream);

    public async ValueTask WriteAsync(IReadOnlyList<Outgoing> batch, CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            frames.Write(batch[i].Payload, output);
        }

        frames.SayRun(output);
        stream.NoteWritten(batch);
        await output.FlushAsync(cancellation);
    }

    public void Dispose() => frames.Dispose();
}

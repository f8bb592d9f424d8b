using System.Buffers;
using System.IO.Pipelines;
using StreamBench.FakeAgent.Delivery;

namespace StreamBench.FakeAgent.Endpoints.Ndjson;

/// <summary>Payloads as lines of JSON, each event with its cursor as last member.</summary>
internal sealed class NdjsonWriter(PipeWriter output) : IFrameWriter
{
    public async ValueTask WriteAsync(IReadOnlyList<Outgoing> batch, CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            Framing.WriteObject(output, batch[i]);
            output.Write("\n"u8);
        }

        await output.FlushAsync(cancellation);
    }
}

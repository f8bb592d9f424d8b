using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Delivery;
using StreamBench.V1;

namespace StreamBench.FakeAgent.Endpoints.Grpc;

/// <summary>Payloads as messages of <c>Chat/Subscribe</c>. One message object serves them all.</summary>
internal sealed class GrpcWriter(HttpContext http) : IFrameWriter
{
    private readonly Frame frame = new();

    public async ValueTask WriteAsync(IReadOnlyList<Outgoing> batch, CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            frame.Payload = UnsafeByteOperations.UnsafeWrap(batch[i].Json);
            frame.Cursor = batch[i].Cursor ?? "";
            GrpcCall.Write(http, frame);
        }

        await http.Response.BodyWriter.FlushAsync(cancellation);
    }
}

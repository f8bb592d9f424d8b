using System.Buffers;
using System.Net.WebSockets;
using StreamBench.Dialects;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Delivery;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>Events as a dialect's frames on a WebSocket, one text message each; refusals in the dialect's own words.</summary>
internal sealed class DialectSocketWriter(
    System.Net.WebSockets.WebSocket socket,
    DialectView view,
    DialectEndpoint endpoint,
    bool heartbeats
) : IFrameWriter, IDisposable
{
    private readonly ArrayBufferWriter<byte> message = new(1_024);
    private readonly FrameBuffer frames = new();

    public async ValueTask WriteAsync(IReadOnlyList<Outgoing> batch, CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            await WriteAsync(batch[i], cancellation);
        }
    }

    public void Dispose() => frames.Dispose();

    private async ValueTask WriteAsync(Outgoing item, CancellationToken cancellation)
    {
        switch (item.Payload)
        {
            case StreamEvent happening:
                frames.Clear();
                view.Write(happening, frames);
                for (var i = 0; i < frames.Count; i++)
                {
                    message.ResetWrittenCount();
                    endpoint.WriteFrame(frames, i, withIds: true, message);
                    await SendAsync(message.WrittenMemory, cancellation);
                }

                break;
            case Heartbeat when heartbeats:
                message.ResetWrittenCount();
                endpoint.WriteHeartbeat(message);
                await SendAsync(message.WrittenMemory, cancellation);
                break;
            case Notice:
                await SendAsync(item.Json, cancellation);
                break;
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation)
    {
        if (!text.IsEmpty && socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.SendAsync(
                text,
                WebSocketMessageType.Text,
                WebSocketMessageFlags.EndOfMessage | WebSocketMessageFlags.DisableCompression,
                cancellation
            );
        }
    }
}

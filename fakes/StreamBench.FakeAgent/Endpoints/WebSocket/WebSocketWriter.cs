using System.Buffers;
using System.Net.WebSockets;
using StreamBench.FakeAgent.Delivery;

namespace StreamBench.FakeAgent.Endpoints.WebSocket;

/// <summary>Payloads as text messages, one each (RFC 6455 §5.6), each event with its cursor as last member.</summary>
internal sealed class WebSocketWriter(System.Net.WebSockets.WebSocket socket) : IFrameWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new(1_024);

    public async ValueTask WriteAsync(IReadOnlyList<Outgoing> batch, CancellationToken cancellation)
    {
        for (var i = 0; i < batch.Count && socket.State is WebSocketState.Open or WebSocketState.CloseReceived; i++)
        {
            buffer.ResetWrittenCount();
            Framing.WriteObject(buffer, batch[i]);
            await socket.SendAsync(
                buffer.WrittenMemory,
                WebSocketMessageType.Text,
                WebSocketMessageFlags.EndOfMessage | WebSocketMessageFlags.DisableCompression,
                cancellation
            );
        }
    }
}

using System.Buffers;
using System.Net.WebSockets;

namespace StreamBench.FakeAgent.Endpoints.WebSocket;

/// <summary>Puts the fragments of a client's messages together, up to a bound.</summary>
internal sealed class WebSocketReader(System.Net.WebSockets.WebSocket socket, int maxBytes)
{
    private readonly ArrayBufferWriter<byte> message = new(1_024);

    /// <summary>Why no further message comes, once <see cref="ReadAsync"/> has answered null.</summary>
    internal WebSocketCloseStatus CloseStatus { get; private set; } = WebSocketCloseStatus.NormalClosure;

    /// <summary>The next text message, valid until the next call; null when the client has closed or must be closed.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellation)
    {
        message.ResetWrittenCount();
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(1_024), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Advance(part.Count);
            if (message.WrittenCount > maxBytes)
            {
                CloseStatus = WebSocketCloseStatus.MessageTooBig; // RFC 6455 §7.4.1: 1009
                return null;
            }

            if (part.EndOfMessage && part.MessageType == WebSocketMessageType.Binary)
            {
                CloseStatus = WebSocketCloseStatus.InvalidMessageType; // 1003
                return null;
            }

            if (part.EndOfMessage)
            {
                return message.WrittenMemory;
            }
        }
    }
}

using System.Buffers;
using System.Text;

namespace StreamBench.FaultProxy.Framing;

/// <summary>
/// Puts a message into several frames (RFC 6455 §5.4): the first has its opcode, the others are continuations, the last is final.
/// Control frames may stand between them.
/// </summary>
internal static class WebSocketFragments
{
    /// <summary>How many frames <see cref="Of"/> makes of the message.</summary>
    public static int Count(ReadOnlySpan<byte> raw, int size) =>
        Math.Max(1, (WebSocketMessage.Payload(raw).Length + size - 1) / size);

    /// <summary>The message with at most <paramref name="size"/> bytes of payload in each frame, masked where it was.</summary>
    public static byte[] Of(ReadOnlySpan<byte> raw, int size, bool withPings)
    {
        WebSocketHeader.TryRead(raw, out var header);
        var isMasked = header.Mask >= 0;
        var payload = WebSocketMessage.Payload(raw);
        var frames = new ArrayBufferWriter<byte>(raw.Length * 4);
        var opcode = header.Opcode;
        for (var number = 1; ; number++)
        {
            var part = payload[..Math.Min(size, payload.Length)];
            payload = payload[part.Length..];
            frames.Write(WebSocketMessage.Frame(opcode, part, isMasked, isFinal: payload.IsEmpty));
            if (payload.IsEmpty)
                return frames.WrittenSpan.ToArray();
            opcode = WebSocketHeader.Continuation;
            if (withPings)
                frames.Write(
                    WebSocketMessage.Frame(WebSocketHeader.Ping, Encoding.ASCII.GetBytes($"p{number}"), isMasked)
                );
        }
    }
}

using System.Buffers.Binary;
using System.Text;
using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Notes control frames, and lets everything pass.</summary>
internal sealed class NoteFault(NoteRule rule, FaultContext context) : Fault(rule, context)
{
    public override void Accept(in FramedEvent frame)
    {
        if (frame.Kind == FrameKind.Aside && Body.Format is { IsMessages: true })
            Report(frame, Told(frame.Raw.Span));
        Next.Accept(frame);
    }

    private static string Told(ReadOnlySpan<byte> raw)
    {
        WebSocketHeader.TryRead(raw, out var header);
        var payload = WebSocketMessage.Payload(raw);
        return header.Opcode switch
        {
            WebSocketHeader.Ping => $"ping {Encoding.Latin1.GetString(payload)}",
            WebSocketHeader.Pong => $"pong {Encoding.Latin1.GetString(payload)}",
            WebSocketHeader.Close when payload.Length >= 2 => $"close {BinaryPrimitives.ReadUInt16BigEndian(payload)}",
            WebSocketHeader.Close => "close",
            var other => $"control frame {other}",
        };
    }
}

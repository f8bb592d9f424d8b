using System.Buffers;
using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Dialects.Endpoints;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>Atmosphere as an event stream: padding, CR LF, no names and no ids; prompts by POST to the same path.</summary>
public sealed class AtmosphereEventStreamEndpoint() : AtmosphereEndpoint("/atmosphere/{c}/sse", "sse")
{
    /// <inheritdoc/>
    public override string Transport => "sse";

    /// <inheritdoc/>
    public override string ContentType => EventStreamForm.ContentType;

    /// <inheritdoc/>
    public override bool TakesPosts => true;

    /// <inheritdoc/>
    public override WireRequest Post(StreamAsk ask, ClientWish wish) => Posted(ask, wish);

    /// <inheritdoc/>
    public override void WriteFrame(FrameBuffer frames, int index, StreamOpening opening, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var message = new ArrayBufferWriter<byte>(frames.Data(index).Length + 16);
        WriteMessage(message, frames.Data(index).Span, opening);
        SseForm.Write(output, message.WrittenSpan);
    }

    /// <inheritdoc/>
    public override void WritePreamble(StreamOpening opening, IBufferWriter<byte> output)
    {
        output.Write(SseForm.Padding);
        var handshake = new ArrayBufferWriter<byte>();
        WriteHandshake(opening, handshake);
        if (handshake.WrittenCount > 0)
        {
            SseForm.Write(output, handshake.WrittenSpan);
        }
    }

    /// <inheritdoc/>
    public override void WriteHeartbeat(IBufferWriter<byte> output) => SseForm.Write(output, [Heartbeat.Mark]);
}

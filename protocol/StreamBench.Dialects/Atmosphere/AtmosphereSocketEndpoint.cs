using System.Buffers;
using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Dialects.Endpoints;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>Atmosphere on a WebSocket: a text message a frame, prompts as text messages.</summary>
public sealed class AtmosphereSocketEndpoint() : AtmosphereEndpoint("/atmosphere/{c}/ws", "websocket")
{
    /// <inheritdoc/>
    public override string Transport => "ws";

    /// <inheritdoc/>
    public override void WriteFrame(FrameBuffer frames, int index, StreamOpening opening, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(frames);
        WriteMessage(output, frames.Data(index).Span, opening);
    }

    /// <inheritdoc/>
    public override void WritePreamble(StreamOpening opening, IBufferWriter<byte> output) =>
        WriteHandshake(opening, output);

    /// <inheritdoc/>
    public override void WriteHeartbeat(IBufferWriter<byte> output) => output.Write([Heartbeat.Mark]);
}

using System.Buffers;
using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Dialects.Endpoints;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>Atmosphere as an endless body: message after message with nothing between them; prompts by POST to the same path.</summary>
/// <remarks>
/// Only lengths tell the messages apart, so the client's half asks for them. A client that does not takes whatever one read brings for
/// a message, as the official one does.
/// </remarks>
public sealed class AtmosphereStreamingEndpoint() : AtmosphereEndpoint("/atmosphere/{c}/streaming", "streaming")
{
    /// <inheritdoc/>
    public override string Transport => "streaming";

    /// <inheritdoc/>
    public override string ContentType => "text/plain";

    /// <inheritdoc/>
    public override bool TakesPosts => true;

    /// <inheritdoc/>
    public override IFraming NewFraming(int maxEventBytes) => new LengthFraming(maxEventBytes);

    /// <inheritdoc/>
    public override WireRequest Post(StreamAsk ask, ClientWish wish) => Posted(ask, wish);

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

    private protected override bool TracksMessageSize => true;
}

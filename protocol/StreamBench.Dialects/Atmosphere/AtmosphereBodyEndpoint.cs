using System.Buffers;
using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Dialects.Endpoints;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>Atmosphere in plain bodies: message after message, told apart by their lengths alone; prompts by POST to the same path.</summary>
/// <param name="path">Its path.</param>
/// <param name="word">What the official client calls the transport.</param>
public abstract class AtmosphereBodyEndpoint(string path, string word) : AtmosphereEndpoint(path, word)
{
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

    private protected override bool TracksMessageSize => true;
}

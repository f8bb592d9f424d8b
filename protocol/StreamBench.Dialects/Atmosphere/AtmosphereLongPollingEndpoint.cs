using System.Buffers;
using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Dialects.Endpoints;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>
/// Atmosphere as polls: a GET waits until there is a message, is answered by all there are, one after another, and the client asks
/// again at once. A handshake is the whole of its answer. Prompts by POST to the same path.
/// </summary>
/// <remarks>No poll says where it stands, so there must be a tracking id to know the client by. There are no heartbeats: a poll is over before one is due.</remarks>
public sealed class AtmosphereLongPollingEndpoint() : AtmosphereEndpoint("/atmosphere/{c}/lp", "long-polling")
{
    /// <inheritdoc/>
    public override string Transport => "lp";

    /// <inheritdoc/>
    public override string ContentType => "text/plain";

    /// <inheritdoc/>
    /// <remarks>A poll that brings nothing is the same before the end and after it.</remarks>
    public override bool SaysWhenAllIsSaid => false;

    /// <inheritdoc/>
    public override bool TakesPosts => true;

    /// <inheritdoc/>
    public override StreamOpening Open(WireRequest request)
    {
        var opening = base.Open(request);
        return request.Method == "GET" && opening is { ClientId: null, Problem: null }
            ? opening with
            {
                Problem = "long-polling needs a tracking id; X-atmo-protocol=true asks for one",
            }
            : opening;
    }

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

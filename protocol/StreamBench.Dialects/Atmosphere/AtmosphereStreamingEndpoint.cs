using System.Buffers;
using StreamBench.Dialects.Atmosphere.Framing;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>Atmosphere as an endless body.</summary>
/// <remarks>
/// Only lengths tell the messages apart, so the client's half asks for them. A client that does not takes whatever one read brings for
/// a message, as the official one does.
/// </remarks>
public sealed class AtmosphereStreamingEndpoint() : AtmosphereBodyEndpoint("/atmosphere/{c}/streaming", "streaming")
{
    /// <inheritdoc/>
    public override string Transport => "streaming";

    /// <inheritdoc/>
    public override void WriteHeartbeat(IBufferWriter<byte> output) => output.Write([Heartbeat.Mark]);
}

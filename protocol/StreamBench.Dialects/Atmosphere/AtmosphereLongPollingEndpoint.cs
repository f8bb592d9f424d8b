using StreamBench.Dialects.Endpoints;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>
/// Atmosphere as polls: a GET waits until there is a message, is answered by all there are, one after another, and the client asks
/// again at once. A handshake is the whole of its answer. Prompts by POST to the same path.
/// </summary>
/// <remarks>No poll says where it stands, so there must be a tracking id to know the client by. There are no heartbeats: a poll is over before one is due.</remarks>
public sealed class AtmosphereLongPollingEndpoint() : AtmosphereBodyEndpoint("/atmosphere/{c}/lp", "long-polling")
{
    /// <inheritdoc/>
    public override string Transport => "lp";

    /// <inheritdoc/>
    /// <remarks>A poll that brings nothing is the same before the end and after it.</remarks>
    public override bool SaysWhenAllIsSaid => false;

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
}

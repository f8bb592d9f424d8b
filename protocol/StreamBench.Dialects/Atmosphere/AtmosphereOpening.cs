using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Dialects.Endpoints;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>What an Atmosphere client asks for when it connects.</summary>
/// <param name="Conversation">Id of the conversation.</param>
/// <param name="Parameters">What it says of itself.</param>
/// <param name="GivenId">The tracking id that the handshake gives it, where it asks for one.</param>
internal sealed record AtmosphereOpening(string Conversation, ConnectionParameters Parameters, Guid GivenId)
    : StreamOpening(Conversation);

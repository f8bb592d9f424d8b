using System.Text;
using Microsoft.AspNetCore.Http;
using StreamBench.Dialects.Atmosphere;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Endpoints.Dialects;
using StreamBench.FakeAgent.Endpoints.Requests;
using StreamBench.Protocol.Atmosphere;

namespace StreamBench.FakeAgent.Endpoints.Grpc;

/// <summary>
/// <c>org.atmosphere.grpc.AtmosphereService</c> (protocol/atmosphere/atmosphere.proto) but for <c>Subscribe</c>, which is a stream
/// like those of other dialects.
/// </summary>
internal sealed class AtmosphereService(Agent agent, Commands commands)
{
    private readonly AtmosphereGrpcEndpoint endpoint = new();
    private readonly DialectCallEndpoint streams = new(agent, AtmosphereDialect.Instance, new AtmosphereGrpcEndpoint());

    /// <summary>One prompt; what comes of it shows on the streams.</summary>
    internal async Task SendAsync(HttpContext http)
    {
        if (await GrpcCall.ReadAsync(http, AtmosphereMessage.Parser) is not { } message)
        {
            return;
        }

        var note = RequestNote.Of(http);
        note.Transport = "grpc";
        Conversation? conversation = null;
        var error = new ApiError(400, "bad_topic", "The topic of a conversation is /atmosphere/ and its id.");
        if (AtmosphereGrpcEndpoint.TryRead(message.Topic, out var id))
        {
            note.Conversation = id;
            (conversation, error) = Opening.Find(agent, id);
        }

        if (await Gate.StopsCallAsync(http, agent, conversation, isStream: false))
        {
            return;
        }

        error ??= Say(conversation!, message);
        await (
            error is null
                ? GrpcCall.AnswerAsync(
                    http,
                    new AtmosphereMessage
                    {
                        Type = MessageType.Ack,
                        Topic = message.Topic,
                        TrackingId = message.TrackingId,
                    }
                )
                : GrpcCall.EndAsync(http, error)
        );
    }

    /// <summary>A stream on which the client speaks too.</summary>
    internal async Task StreamAsync(HttpContext http)
    {
        var talk = new AtmosphereTalk(http, agent.Options.MaxRequestBytes, Say);
        if (await talk.ReadFirstAsync() is { } first)
        {
            await streams.ServeAsync(http, first, talk);
        }
        else
        {
            await GrpcCall.EndAsync(
                http,
                talk.Failure ?? new ApiError(400, "bad_message", "A stream begins with SUBSCRIBE.")
            );
        }
    }

    /// <summary>Null when it was done, else why it was not. A type that was left out reads as SUBSCRIBE.</summary>
    private ApiError? Say(Conversation conversation, AtmosphereMessage message)
    {
        if (message.Type is not (MessageType.Message or MessageType.Subscribe))
        {
            return new ApiError(400, "bad_message", $"A prompt is a MESSAGE, not a {message.Type}.");
        }

        if (message.Payload.Length == 0)
        {
            return new ApiError(400, "bad_message", "A prompt stands in \"payload\", as text.");
        }

        return endpoint.Read(Encoding.UTF8.GetBytes(message.Payload)) is { } wish
            ? Wishes.Grant(commands, conversation, endpoint, wish)
            : null;
    }
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Google.Protobuf;
using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Dialects.Endpoints;
using StreamBench.Protocol.Atmosphere;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>
/// Atmosphere over gRPC: <c>Subscribe</c> with a topic is answered by <c>ACK</c>, which names the tracking id, and then by messages
/// with one frame each. Prompts go to <c>Send</c>.
/// </summary>
/// <remarks>
/// Source: protocol/atmosphere/atmosphere.proto. A conversation's topic is <c>/atmosphere/{c}</c>. Request bodies are one message
/// without the prefix of gRPC, which is the hosts' affair; what is written has it.
/// </remarks>
public sealed class AtmosphereGrpcEndpoint() : AtmosphereEndpoint(Service + "Subscribe", "grpc")
{
    /// <summary>What the paths of the service's methods begin with.</summary>
    public const string Service = "/org.atmosphere.grpc.AtmosphereService/";

    private const string TopicRoot = "/atmosphere/";

    /// <inheritdoc/>
    public override string Transport => "grpc";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Methods { get; } = ["POST"];

    /// <inheritdoc/>
    public override string ContentType => "application/grpc";

    /// <inheritdoc/>
    /// <remarks>A call ends well whenever its stream does, be there more to say or not.</remarks>
    public override bool SaysWhenAllIsSaid => false;

    /// <summary>The conversation that a topic stands for; false when it stands for none.</summary>
    public static bool TryRead(string topic, [NotNullWhen(true)] out string? conversation)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var isOurs = topic.StartsWith(TopicRoot, StringComparison.Ordinal) && topic.Length > TopicRoot.Length;
        conversation = isOurs ? topic[TopicRoot.Length..] : null;
        return isOurs;
    }

    /// <inheritdoc/>
    public override StreamOpening Open(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return Open(AtmosphereMessage.Parser.ParseFrom(request.Body.Span));
        }
        catch (InvalidProtocolBufferException broken)
        {
            return new StreamOpening("") { Problem = broken.Message };
        }
    }

    /// <inheritdoc/>
    public override WireRequest Ask(StreamAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var message = Message(MessageType.Subscribe, ask);
        if (RunOf(ask) is { } run)
        {
            message.Headers[ParameterNames.RunId] = run;
        }

        return new WireRequest("POST", Path) { Body = message.ToByteArray() };
    }

    /// <inheritdoc/>
    public override WireRequest Post(StreamAsk ask, ClientWish wish)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var message = Message(MessageType.Message, ask);
        message.Payload = Encoding.UTF8.GetString(Say(wish).Span);
        return new WireRequest("POST", Service + "Send")
        {
            Body = message.Payload.Length > 0 ? message.ToByteArray() : default,
        };
    }

    /// <inheritdoc/>
    public override IFraming NewFraming(int maxEventBytes) => new MessageFraming(maxEventBytes);

    /// <inheritdoc/>
    public override void WriteFrame(FrameBuffer frames, int index, StreamOpening opening, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(frames);
        MessageForm.WritePayload(output, frames.Data(index).Span);
    }

    /// <inheritdoc/>
    public override void WritePreamble(StreamOpening opening, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(opening);
        MessageForm.Write(
            output,
            new AtmosphereMessage
            {
                Type = MessageType.Ack,
                Topic = TopicRoot + opening.Conversation,
                TrackingId = opening.ClientId ?? "",
            }
        );
    }

    /// <inheritdoc/>
    public override void WriteHeartbeat(IBufferWriter<byte> output) =>
        MessageForm.Write(output, new AtmosphereMessage { Type = MessageType.Heartbeat });

    private static AtmosphereOpening Open(AtmosphereMessage message)
    {
        var isKnown = TryRead(message.Topic, out var conversation);
        var parameters = new ConnectionParameters
        {
            Transport = "grpc",
            TrackingId = message.TrackingId.Length > 0 ? message.TrackingId : null,
        };
        var given = Guid.CreateVersion7();
        return new AtmosphereOpening(conversation ?? "", parameters, given)
        {
            ClientId = parameters.TrackingId ?? given.ToString(),
            Run = message.Headers.TryGetValue(ParameterNames.RunId, out var run) ? run : null,
            Problem =
                message.Type != MessageType.Subscribe ? $"a stream begins with SUBSCRIBE, not with {message.Type}"
                : !isKnown ? $"the topic of a conversation is {TopicRoot} and its id"
                : message.TrackingId.Length > MaxTrackingId ? $"a tracking id has at most {MaxTrackingId} characters"
                : null,
        };
    }

    private static AtmosphereMessage Message(MessageType type, StreamAsk ask) =>
        new()
        {
            Type = type,
            Topic = TopicRoot + ask.Conversation,
            TrackingId = ask.ClientId.ToString(),
        };
}

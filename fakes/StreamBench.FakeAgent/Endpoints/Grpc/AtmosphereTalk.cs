using System.Buffers;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using StreamBench.Dialects.Atmosphere;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.Protocol.Atmosphere;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.FakeAgent.Endpoints.Grpc;

/// <summary>
/// What a client says on <c>AtmosphereService/Stream</c>: first <c>SUBSCRIBE</c>, then prompts, heartbeats and <c>UNSUBSCRIBE</c>. Only
/// the stream's own loop writes, so answers wait in a queue for it; what goes well shows in the stream.
/// </summary>
/// <param name="http">The call.</param>
/// <param name="maxMessageBytes">Longest message.</param>
/// <param name="say">Grants a prompt, or tells why not.</param>
internal sealed class AtmosphereTalk(
    HttpContext http,
    int maxMessageBytes,
    Func<Conversation, AtmosphereMessage, ApiError?> say
)
{
    private readonly GrpcMessages messages = new(maxMessageBytes);
    private readonly Queue<AtmosphereMessage> received = new();

    /// <summary>Answers that wait to be written.</summary>
    internal NoticeQueue Notices { get; } = new();

    /// <summary>Why the call cannot go on, or null.</summary>
    internal ApiError? Failure { get; private set; }

    /// <summary>The first message as it came, or null when there is none that can be read.</summary>
    internal async Task<ReadOnlyMemory<byte>?> ReadFirstAsync()
    {
        // A client may be silent for as long as it likes, and speak as long as it likes: each message has its bound.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        http.Features.GetRequiredFeature<IHttpMinRequestBodyDataRateFeature>().MinDataRate = null;
        return await ReadAsync() ? received.Dequeue().ToByteArray().AsMemory() : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>Does what the client says until it stops to, then ends the stream. Never throws for what a client does.</summary>
    internal async Task ListenAsync(Subscription subscription, Conversation conversation)
    {
        try
        {
            while (await ReadAsync())
            {
                if (Take(received.Dequeue(), subscription, conversation) is { } end)
                {
                    subscription.StopWith(end);
                    return;
                }
            }

            subscription.StopWith(Failure is null ? StreamEnd.Done : StreamEnd.Aborted);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            subscription.StopWith(StreamEnd.Aborted);
        }
    }

    /// <summary>Lets <see cref="ListenAsync"/> end though the client goes on.</summary>
    internal void Stop() => http.Request.BodyReader.CancelPendingRead();

    // Null while the stream goes on.
    private StreamEnd? Take(AtmosphereMessage message, Subscription subscription, Conversation conversation)
    {
        var topic = message.Topic.Length > 0 ? message.Topic : $"/atmosphere/{conversation.Id}";
        Notices.Expect();
        try
        {
            var answer =
                !AtmosphereGrpcEndpoint.TryRead(topic, out var id) || id != conversation.Id
                    ? Error($"other_topic: this stream's topic is /atmosphere/{conversation.Id}")
                    : message.Type switch
                    {
                        MessageType.Heartbeat => new AtmosphereMessage { Type = MessageType.Heartbeat },
                        MessageType.Unsubscribe => new AtmosphereMessage { Type = MessageType.Ack, Topic = topic },
                        MessageType.Subscribe => Error("bad_message: this stream has its topic already"),
                        _ => say(conversation, message) is { } error ? Error($"{error.Code}: {error.Message}") : null,
                    };
            if (answer is not null && !Notices.TryAdd(Outgoing(answer)))
            {
                Failure = new ApiError(429, "too_many_answers", "Read the answers before asking more.");
                return StreamEnd.Aborted;
            }

            return message.Type == MessageType.Unsubscribe && answer!.Type == MessageType.Ack ? StreamEnd.Done : null;
        }
        finally
        {
            Notices.Settle();
            subscription.WakeUp();
        }
    }

    // True once a message is at hand; false when the client has said its last one, or something that is none.
    private async ValueTask<bool> ReadAsync()
    {
        var isOver = false;
        while (received.Count == 0 && Failure is null && !isOver)
        {
            var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted);
            Receive(read.Buffer);
            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            isOver = read.IsCanceled || read.IsCompleted;
        }

        return received.Count > 0;
    }

    private void Receive(ReadOnlySequence<byte> buffer)
    {
        foreach (var piece in buffer)
        {
            var rest = piece.Span;
            FramingStep step;
            while ((step = messages.Read(ref rest, out var message)) == FramingStep.Frame)
            {
                try
                {
                    received.Enqueue(AtmosphereMessage.Parser.ParseFrom(message.Span));
                }
                catch (InvalidProtocolBufferException broken)
                {
                    Failure = new ApiError(400, "bad_message", broken.Message);
                    return;
                }
            }

            if (step != FramingStep.NeedsMore)
            {
                Failure =
                    step == FramingStep.TooLarge
                        ? new ApiError(413, "too_large", $"A message has at most {maxMessageBytes} bytes.")
                        : new ApiError(400, "compressed", "Compressed messages are not understood; send identity.");
                return;
            }
        }
    }

    private static AtmosphereMessage Error(string words) => new() { Type = MessageType.Error, Payload = words };

    private static Outgoing Outgoing(AtmosphereMessage message)
    {
        var bytes = new ArrayBufferWriter<byte>();
        GrpcMessages.WritePrefix(bytes, message.CalculateSize());
        message.WriteTo(bytes);
        return new Outgoing(new Notice { Code = "answer", Message = message.Payload }, bytes.WrittenMemory, null);
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;
using StreamBench.Transports.Dialects;
using StreamBench.Transports.Framing;
using StreamBench.Transports.Http;
using StreamBench.V1;

namespace StreamBench.Transports.Grpc;

/// <summary>The requests as unary calls of <c>streambench.v1.Chat</c>.</summary>
public sealed class GrpcChatRequests(Uri server, HttpMessageInvoker http, TransportOptions options, TimeProvider time)
    : IChatRequests
{
    private readonly GrpcUnary unary = new(http, options, time);

    /// <inheritdoc/>
    public Task<ChatReply> SubmitAsync(Caller caller, ChatMessage message, CancellationToken cancellation) =>
        CallAsync(
            caller,
            ChatCalls.Send(caller.Conversation, new SubmitWish(message.Text, message.ClientMessageId, message.Script)),
            bytes => JsonFormatter.Default.Format(SendReply.Parser.ParseFrom(bytes)),
            cancellation
        );

    /// <inheritdoc/>
    public Task<ChatReply> DecideAsync(Caller caller, ChatDecision decision, CancellationToken cancellation) =>
        CallAsync(
            caller,
            ChatCalls.Decide(
                caller.Conversation,
                new DecideWish(decision.Approval, decision.Decision, decision.EditedArgs),
                decision.IdempotencyKey
            ),
            bytes => JsonFormatter.Default.Format(DecideReply.Parser.ParseFrom(bytes)),
            cancellation
        );

    /// <inheritdoc/>
    public Task<ChatReply> CancelAsync(Caller caller, string turn, CancellationToken cancellation) =>
        CallAsync(
            caller,
            ChatCalls.Cancel(caller.Conversation, turn),
            bytes => JsonFormatter.Default.Format(CancelReply.Parser.ParseFrom(bytes)),
            cancellation
        );

    /// <inheritdoc/>
    public Task<ChatReply> HistoryAsync(Caller caller, string? before, CancellationToken cancellation) =>
        CallAsync(
            caller,
            ChatCalls.History(caller.Conversation, before),
            bytes => ToJson(HistoryReply.Parser.ParseFrom(bytes)),
            cancellation
        );

    private async Task<ChatReply> CallAsync(
        Caller caller,
        WireRequest call,
        Func<byte[], string> toJson,
        CancellationToken cancellation
    )
    {
        var (body, failure) = await unary.CallAsync(
            DialectUris.At(server, call),
            call.Body,
            caller.Headers,
            cancellation
        );
        return failure is null
            ? Read(body, toJson)
            : new ChatReply(failure.Status, Failure: failure) { RetryAfter = failure.RetryAfter };
    }

    // The same object that the HTTP request gives.
    private static string ToJson(HistoryReply history)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("state"u8);
            writer.WriteRawValue(history.State.Span);
            writer.WriteString("cursor"u8, history.Cursor);
            writer.WriteString("digest"u8, history.Digest);
            writer.WriteNumber("epoch"u8, history.Epoch);
            writer.WriteNumber("seq"u8, history.Seq);
            writer.WriteString("before"u8, history.Before.Length > 0 ? history.Before : null);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static ChatReply Read(ReadOnlyMemory<byte> body, Func<byte[], string> toJson)
    {
        if (
            body.Length < GrpcFraming.PrefixLength
            || BinaryPrimitives.ReadUInt32BigEndian(body.Span[1..]) != body.Length - GrpcFraming.PrefixLength
        )
        {
            return Corrupt();
        }

        try
        {
            var json = toJson(body[GrpcFraming.PrefixLength..].ToArray());
            return new ChatReply(200, ReplyJson.Parse(Encoding.UTF8.GetBytes(json)));
        }
        catch (Exception broken) when (broken is InvalidProtocolBufferException or JsonException)
        {
            return Corrupt();
        }
    }

    private static ChatReply Corrupt() =>
        new(0, Failure: new(StreamEndKind.Corrupt, StreamSide.Server, "the answer is no message of this call"));
}

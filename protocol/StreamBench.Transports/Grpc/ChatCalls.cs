using System.Text.Json;
using Google.Protobuf;
using StreamBench.Protocol.Wire;
using StreamBench.V1;

namespace StreamBench.Transports.Grpc;

/// <summary>The calls of <c>streambench.v1.Chat</c> as requests: the path of the method, and the message without the prefix of gRPC.</summary>
/// <remarks>Source: protocol/streambench/v1/chat.proto.</remarks>
public static class ChatCalls
{
    private const string Service = "/streambench.v1.Chat/";

    /// <summary>Streams a conversation, from after <paramref name="cursor"/> or afresh.</summary>
    public static WireRequest Subscribe(string conversation, string? cursor) =>
        Call("Subscribe", new SubscribeRequest { Conversation = conversation, Cursor = cursor ?? "" });

    /// <summary>Says a user's message.</summary>
    public static WireRequest Send(string conversation, SubmitWish message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Call(
            "Send",
            new SendRequest
            {
                Conversation = conversation,
                Text = message.Text,
                ClientMessageId = message.ClientMessageId ?? "",
                Script = message.Script ?? "",
            }
        );
    }

    /// <summary>Answers an approval; the same key makes a second try harmless.</summary>
    public static WireRequest Decide(string conversation, DecideWish decision, string idempotencyKey)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return Call(
            "Decide",
            new DecideRequest
            {
                Conversation = conversation,
                Approval = decision.Approval,
                Decision = decision.Decision,
                IdempotencyKey = idempotencyKey,
                EditedArgs =
                    decision.EditedArgs.ValueKind == JsonValueKind.Undefined
                        ? ByteString.Empty
                        : ByteString.CopyFromUtf8(decision.EditedArgs.GetRawText()),
            }
        );
    }

    /// <summary>Ends a turn.</summary>
    public static WireRequest Cancel(string conversation, string turn) =>
        Call("Cancel", new CancelRequest { Conversation = conversation, Turn = turn });

    /// <summary>Asks for the conversation as it is now, or for the turns before <paramref name="before"/>.</summary>
    public static WireRequest History(string conversation, string? before) =>
        Call("History", new HistoryRequest { Conversation = conversation, Before = before ?? "" });

    private static WireRequest Call(string method, IMessage message) =>
        new("POST", Service + method) { Body = message.ToByteArray() };
}

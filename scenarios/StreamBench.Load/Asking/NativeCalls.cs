using System.Text;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Plans;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Framing;
using StreamBench.Transports.Grpc;

namespace StreamBench.Load.Asking;

/// <summary>The native dialect over gRPC: <c>Send</c> says the message, <c>Subscribe</c> is the stream, <c>Decide</c> answers a question.</summary>
/// <remarks>Source: protocol/streambench/v1/chat.proto.</remarks>
internal sealed class NativeCalls(LoadTarget target) : ITurnRequests
{
    private static readonly OwnFraming Messages = new(GrpcCall.MediaType, most => new GrpcFraming(most));

    public bool CanWatch => true;

    public RequestSpec Spec(RequestPlace place, AskKind kind) =>
        Call(place, (in asked) => ChatCalls.Subscribe(place.ConversationOf(asked.Number), CursorOf(asked))) with
        {
            Own = Messages,
            Word =
                kind == AskKind.Begin
                    ? Call(
                        place,
                        (in asked) => ChatCalls.Send(place.ConversationOf(asked.Number), WordsOf(place, asked))
                    )
                    : null,
        };

    public UserWord Submit(RequestPlace place, long number, string text) => UserWord.None;

    public UserWord Approve(RequestPlace place, long number, string approval)
    {
        var conversation = place.ConversationOf(number);
        return UserWord.By(
            ChatCalls.Decide(
                conversation,
                new DecideWish(approval, Decisions.Approved),
                idempotencyKey: $"{conversation}-{approval}"
            )
        );
    }

    private RequestSpec Call(RequestPlace place, CallOf call) =>
        new()
        {
            Url = place.Server,
            Method = "POST",
            Target = place.Server.AbsolutePath.TrimEnd('/') + call(default).Path,
            Headers = [.. target.OwnHeaders()],
            Framing = target.Framing(),
            Message = (in asked) => call(asked).Body,
        };

    private static SubmitWish WordsOf(RequestPlace place, in RequestVariables asked) =>
        new(asked.Row?["text"] ?? "", $"m-{asked.Number}", place.Scenario.Script);

    private static string? CursorOf(in RequestVariables asked) =>
        asked.Cursor.IsEmpty ? null : Encoding.UTF8.GetString(asked.Cursor);

    private delegate WireRequest CallOf(in RequestVariables asked);
}

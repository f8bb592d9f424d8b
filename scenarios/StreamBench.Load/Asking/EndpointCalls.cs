using System.Text;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Plans;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Asking;

/// <summary>A dialect of the harness over gRPC, asked as its own address says: a call that is the stream, and calls for what is said.</summary>
internal sealed class EndpointCalls(IStreamAddress address, LoadTarget target) : ITurnRequests
{
    public bool CanWatch => !address.AnswersMessages;

    public RequestSpec Spec(RequestPlace place, AskKind kind)
    {
        var ids = new ClientIds(place.Conversations);
        return new RequestSpec
        {
            Url = place.Server,
            Method = "POST",
            Target = place.Server.AbsolutePath.TrimEnd('/') + address.Ask(new StreamAsk(place.Conversations)).Path,
            Headers = [.. target.OwnHeaders()],
            Framing = target.Framing(),
            Own = new OwnFraming(
                address.ContentType,
                most =>
                    address.NewFraming(most)
                    ?? throw new InvalidOperationException($"{address.Transport} has calls without a framing")
            ),
            Message = (in asked) =>
                address
                    .Ask(
                        new StreamAsk(place.ConversationOf(asked.Number), CursorOf(asked))
                        {
                            ClientId = ids.Of(asked.Number),
                        }
                    )
                    .Body,
        };
    }

    public UserWord Submit(RequestPlace place, long number, string text) =>
        Say(place, number, new SubmitWish(text, $"m-{number}", place.Scenario.Script));

    public UserWord Approve(RequestPlace place, long number, string approval) =>
        Say(place, number, new DecideWish(approval, Decisions.Approved));

    private UserWord Say(RequestPlace place, long number, ClientWish wish)
    {
        var ask = new StreamAsk(place.ConversationOf(number))
        {
            ClientId = new ClientIds(place.Conversations).Of(number),
        };
        return address.Post(ask, wish) is { Body.IsEmpty: false } call ? UserWord.By(call) : UserWord.None;
    }

    private static string? CursorOf(in RequestVariables asked) =>
        asked.Cursor.IsEmpty ? null : Encoding.UTF8.GetString(asked.Cursor);
}

using System.Text;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Plans;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Framing;

namespace StreamBench.Load.Asking;

/// <summary>
/// The native dialect over HTTP and WebSocket: a POST that streams its turn, a GET that goes on after a cursor, a POST for each
/// decision. Long-polling posts the message first and then polls.
/// </summary>
/// <remarks>Source: StreamBench protocol §6.</remarks>
internal sealed class NativeRequests(LoadTarget target) : ITurnRequests
{
    private const string Message = "\"text\":\"{{text}}\",\"clientMessageId\":\"m-{{number}}\"}";

    /// <summary>How long a server may hold a poll, in milliseconds: half the silence after which this side gives up.</summary>
    private const int LongestPoll = 30_000;

    private static readonly OwnFraming Batches = new("application/json", most => new BatchFraming(most))
    {
        IsPolled = true,
    };

    public bool CanWatch => true;

    public RequestSpec Spec(RequestPlace place, AskKind kind)
    {
        var at = $"{RootOf(place)}{place.Conversations}{{{{number}}}}";
        var name = place.Scenario.Script is { } script ? $"\"script\":{RequestForms.Quoted(script)}," : "";
        var message = target.Body ?? $"{{{name}{Message}";
        return target.Transport switch
        {
            "lp" => new RequestSpec
            {
                Url = place.Server,
                Target = $"{at}/events?cursor={{{{cursor}}}}&wait={LongestPoll}",
                Headers = [.. target.OwnHeaders()],
                Framing = target.Framing(),
                Own = Batches,
                Word = kind == AskKind.Begin ? Turns(place, at, message) : null,
            },
            // Said again when the stream comes back: by its id the server knows it.
            "ws" => new RequestSpec
            {
                Url = place.Server,
                Target = $"{at}/ws?cursor={{{{cursor}}}}",
                Headers = [.. target.OwnHeaders()],
                FirstMessage = kind == AskKind.Watch ? null : $"{{\"type\":\"user.message\",{message[1..]}",
                Framing = target.Framing(),
            },
            "ndjson" when kind != AskKind.Begin => new RequestSpec
            {
                Url = place.Server,
                Target = $"{at}/events?cursor={{{{cursor}}}}",
                Headers = [.. target.OwnHeaders()],
                Framing = target.Framing(),
            },
            _ when kind != AskKind.Begin => new RequestSpec
            {
                Url = place.Server,
                Target = $"{at}/events",
                Headers = [.. target.OwnHeaders(), ("Last-Event-ID", "{{cursor}}")],
                Framing = target.Framing(),
            },
            _ => Turns(place, at, message) with { Framing = target.Framing() },
        };
    }

    // Answered by the turn as a stream where one is accepted, and by 202 where not.
    private RequestSpec Turns(RequestPlace place, string at, string message) =>
        new()
        {
            Url = place.Server,
            Method = "POST",
            Target = $"{at}/turns",
            Headers = [.. target.OwnHeaders(), .. RequestForms.HeadersOf(message)],
            Body = message,
        };

    public UserWord Submit(RequestPlace place, long number, string text) => UserWord.None;

    public UserWord Approve(RequestPlace place, long number, string approval)
    {
        var conversation = place.ConversationOf(number);
        var post = new WireRequest(
            "POST",
            $"/v1/conversations/{conversation}/approvals/{Uri.EscapeDataString(approval)}"
        );
        return UserWord.By(
            post with
            {
                Headers = post
                    .Headers.Add("Idempotency-Key", $"{conversation}-{approval}")
                    .Add("Content-Type", "application/json"),
                Body = Encoding.UTF8.GetBytes("""{"decision":"approved"}"""),
            }
        );
    }

    private static string RootOf(RequestPlace place) => $"{place.Server.AbsolutePath.TrimEnd('/')}/v1/conversations/";
}

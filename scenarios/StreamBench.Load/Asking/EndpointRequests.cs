using System.Text;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Plans;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Asking;

/// <summary>
/// A dialect of the harness over HTTP and WebSocket, asked as its own address says. The address is asked once, with marks where streams differ, and
/// what it answers becomes a template: no stream asks it again.
/// </summary>
internal sealed class EndpointRequests(IStreamAddress address, LoadTarget target) : ITurnRequests
{
    // Letters and digits only, so that neither a URL nor JSON changes them.
    private const string Number = "0number0";
    private const string Cursor = "0cursor0";
    private const string Text = "0text0";

    public bool CanWatch => !address.AnswersMessages;

    public RequestSpec Spec(RequestPlace place, AskKind kind)
    {
        var message = new SubmitWish(Text, $"m-{Number}", place.Scenario.Script);
        var asked = new StreamAsk(place.Conversations + Number, kind == AskKind.GoOn ? Cursor : null, message)
        {
            ClientId = new ClientIds(place.Conversations).Any,
        };
        var spec = Request(place, address.Ask(asked)) with
        {
            FirstMessage = kind == AskKind.Begin ? FirstMessage(message) : null,
            Own = target.Framing() == StreamFraming.Own ? OwnAnswer() : null,
        };
        return target.IsPolled
            ? spec with
            {
                // The server tells its clients only what is said after it has heard of them.
                Word = kind == AskKind.Begin ? Request(place, address.Post(asked, message)!) : null,
                IsWordBeside = true,
                Next = Request(place, address.Ask(asked with { IsNextPoll = true })),
            }
            : spec;
    }

    private OwnFraming OwnAnswer() =>
        new(
            address.ContentType,
            most =>
                address.NewFraming(most)
                ?? throw new InvalidOperationException($"{address.Transport} has answers without a framing")
        )
        {
            IsPolled = target.IsPolled,
        };

    private RequestSpec Request(RequestPlace place, WireRequest ask)
    {
        var body = ask.Body.IsEmpty ? null : target.Body ?? Templated(ask.Body);
        return new RequestSpec
        {
            Url = place.Server,
            Method = ask.Method,
            Target = place.Server.AbsolutePath.TrimEnd('/') + Templated(ask.Path),
            Headers =
            [
                .. target.OwnHeaders(),
                .. ask.Headers.Select(header => (header.Key, Templated(header.Value))),
                .. RequestForms.HeadersOf(body),
            ],
            Body = body,
            Framing = target.Framing(),
        };
    }

    public UserWord Submit(RequestPlace place, long number, string text) =>
        SaysOnStream || address.AnswersMessages || target.IsPolled
            ? UserWord.None
            : Say(place, number, new SubmitWish(text, $"m-{number}", place.Scenario.Script));

    public UserWord Approve(RequestPlace place, long number, string approval) =>
        Say(place, number, new DecideWish(approval, Decisions.Approved));

    private bool SaysOnStream => target.Framing() == StreamFraming.WebSocket;

    private UserWord Say(RequestPlace place, long number, ClientWish wish)
    {
        var ask = new StreamAsk(place.ConversationOf(number))
        {
            ClientId = new ClientIds(place.Conversations).Of(number),
        };
        return address.Post(ask, wish) is { } post ? UserWord.By(post)
            : SaysOnStream ? UserWord.OnStream(address.Say(wish))
            : UserWord.None;
    }

    private string? FirstMessage(SubmitWish message) =>
        SaysOnStream && !address.AnswersMessages ? target.Body ?? Templated(address.Say(message)) : null;

    private static string Templated(ReadOnlyMemory<byte> bytes) => Templated(Encoding.UTF8.GetString(bytes.Span));

    private static string Templated(string text) =>
        ClientIds.Templated(
            text.Replace(Number, "{{number}}", StringComparison.Ordinal)
                .Replace(Cursor, "{{cursor}}", StringComparison.Ordinal)
                .Replace(Text, "{{text}}", StringComparison.Ordinal)
        );
}

using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Dialects.Endpoints;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Convobase;

/// <summary>
/// Convobase's one address: a POST whose answer is the turn's event stream. A GET with the same members in its query is answered
/// alike, since that is what an <c>EventSource</c> really sends.
/// </summary>
/// <remarks>
/// The design has no ids though it asks for robust reconnection: here they are on unless the query says <c>ids=off</c>. A client that
/// comes back repeats its request, with the same <c>message_id</c> and with <c>Last-Event-ID</c>. Without a <c>message_id</c> a repeat is
/// a new message: the turn runs again.
/// </remarks>
public sealed class ConvobaseEndpoint : DialectEndpoint
{
    private const string Root = "/api/chat/stream";
    private const string LastEventId = "Last-Event-ID";

    /// <inheritdoc/>
    public override string Transport => "sse";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Methods { get; } = ["POST", "GET"];

    /// <inheritdoc/>
    public override string Path => Root;

    /// <inheritdoc/>
    public override string ContentType => EventStreamForm.ContentType;

    /// <inheritdoc/>
    public override bool AnswersMessages => true;

    /// <inheritdoc/>
    public override bool TakesRepeats => true;

    /// <inheritdoc/>
    public override StreamOpening Open(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var member = request.Method == "GET" ? request.Query.GetValueOrDefault : Members(request.Body.Span);
        if (member?.Invoke("conversation") is not { } conversation || member("message") is not { } message)
        {
            return new StreamOpening("")
            {
                Problem = "\"conversation\" and \"message\" are needed, in a JSON body or, with GET, in the query",
            };
        }

        var opening = new StreamOpening(conversation)
        {
            OmitsIds = request.Query.GetValueOrDefault("ids") == "off",
            Message = new SubmitWish(message, member("message_id"), member("script")),
        };
        return request.Headers.GetValueOrDefault(LastEventId) switch
        {
            null or "" => opening,
            var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) =>
                opening with
                {
                    AfterSeq = id,
                },
            var text => opening with { MalformedCursor = text },
        };
    }

    /// <inheritdoc/>
    public override WireRequest Ask(StreamAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var message = ask.Message ?? throw new ArgumentException("a stream is the answer to a message", nameof(ask));
        var request = new WireRequest("POST", Root)
        {
            Body = WishJson.Write(json =>
            {
                json.WriteString("conversation"u8, ask.Conversation);
                json.WriteString("message"u8, message.Text);
                json.Optional("message_id", message.ClientMessageId);
                json.Optional("script", message.Script);
            }),
        };
        return ask.Cursor is { } cursor
            ? request with
            {
                Headers = request.Headers.SetItem(LastEventId, cursor),
            }
            : request;
    }

    /// <inheritdoc/>
    public override void WriteFrame(FrameBuffer frames, int index, StreamOpening opening, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(opening);
        EventStreamForm.Write(frames, index, !opening.OmitsIds, output);
    }

    /// <inheritdoc/>
    public override void WriteHeartbeat(IBufferWriter<byte> output) => output.Write(":\n\n"u8);

    private static Func<string, string?>? Members(ReadOnlySpan<byte> body) =>
        WishJson.Read(body) is { } one ? name => WishJson.Text(one, name) : null;
}

using System.Globalization;
using System.Text.Json;
using StreamBench.Dialects.Endpoints;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Ajo;

/// <summary>
/// Ajo's WebSocket. A client resumes with <c>last_event_id</c> in the query, or with <c>{"type":"resume","last_event_id":n}</c> as its
/// first message; it answers approvals with <c>resume_decisions</c>.
/// </summary>
/// <remarks>The design names <c>resume_decisions</c> and <c>last_event_id</c>; their places and the other messages are chosen here.</remarks>
public sealed class AjoEndpoint : DialectEndpoint
{
    private const string LastEventId = "last_event_id";

    /// <inheritdoc/>
    public override string Transport => "ws";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Methods { get; } = ["GET"];

    /// <inheritdoc/>
    public override string Path => "/ajo/{c}/ws";

    /// <inheritdoc/>
    public override bool TakesRepeats => true;

    /// <inheritdoc/>
    public override StreamOpening Open(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var opening = new StreamOpening(request.Route["c"]);
        return request.Query.GetValueOrDefault(LastEventId) switch
        {
            null => opening with { WaitsForResume = true },
            "" => opening,
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
        var query = WireRequest.QueryOf((LastEventId, ask.Cursor ?? ""));
        return new WireRequest("GET", $"/ajo/{Uri.EscapeDataString(ask.Conversation)}/ws{query}");
    }

    /// <inheritdoc/>
    public override ClientWish Read(ReadOnlySpan<byte> message)
    {
        if (WishJson.Read(message) is not { } said)
        {
            return new UnreadableWish("a message is one JSON object");
        }

        return WishJson.Text(said, "type") switch
        {
            "resume" when WishJson.Number(said, LastEventId) is { } id => new ResumeWish(id),
            "user_message" when WishJson.Text(said, "text") is { } text => new SubmitWish(
                text,
                WishJson.Text(said, "client_message_id"),
                WishJson.Text(said, "script")
            ),
            "resume_decisions" => ReadDecision(said),
            "cancel" when WishJson.Text(said, "message") is { } turn => new CancelWish(turn),
            var type => new UnreadableWish(
                $"\"{Clip(type)}\" is no message of a client, or lacks a member: resume, user_message, resume_decisions, cancel"
            ),
        };
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Say(ClientWish wish) =>
        WishJson.Write(json =>
        {
            switch (wish)
            {
                case ResumeWish resume:
                    json.WriteString("type"u8, "resume");
                    json.WriteNumber(LastEventId, resume.AfterSeq);
                    break;
                case SubmitWish submit:
                    json.WriteString("type"u8, "user_message");
                    json.WriteString("text"u8, submit.Text);
                    json.Optional("client_message_id", submit.ClientMessageId);
                    json.Optional("script", submit.Script);
                    break;
                case DecideWish decide:
                    WriteDecision(json, decide);
                    break;
                case CancelWish cancel:
                    json.WriteString("type"u8, "cancel");
                    json.WriteString("message"u8, cancel.Turn);
                    break;
            }
        });

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Refuse(string code, string message) =>
        WishJson.Write(json =>
        {
            json.WriteString("type"u8, AjoFrame.Error);
            json.WriteString("code"u8, code);
            json.WriteString("message"u8, message);
        });

    private static ClientWish ReadDecision(JsonElement said)
    {
        if (
            !said.TryGetProperty("decisions", out var decisions)
            || decisions.ValueKind != JsonValueKind.Array
            || decisions.GetArrayLength() != 1
            || decisions[0] is not { ValueKind: JsonValueKind.Object } one
            || WishJson.Text(one, "approval") is not { } approval
            || WishJson.Text(one, "decision") is not { } decision
        )
        {
            return new UnreadableWish("\"decisions\" is a list of one {approval, decision, edited_args?}");
        }

        return new DecideWish(approval, decision, one.TryGetProperty("edited_args", out var args) ? args : default);
    }

    private static void WriteDecision(Utf8JsonWriter json, DecideWish decide)
    {
        json.WriteString("type"u8, "resume_decisions");
        json.WriteStartArray("decisions"u8);
        json.WriteStartObject();
        json.WriteString("approval"u8, decide.Approval);
        json.WriteString("decision"u8, decide.Decision);
        if (decide.Decision == Decisions.Edited && decide.EditedArgs.ValueKind != JsonValueKind.Undefined)
        {
            json.WritePropertyName("edited_args"u8);
            decide.EditedArgs.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static string Clip(string? type) => type is { Length: > 40 } ? type[..40] + "…" : type ?? "";
}

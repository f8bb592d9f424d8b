using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Atmosphere.Framing;

/// <summary>A person's decision, sent as if it were a prompt.</summary>
/// <remarks>
/// <code>
/// command = "/__approval/" id "/" verb [ " " rest ]
/// approve | yes                    approved
/// approve {"arguments":{…}}        approved with these arguments; so is approve {…}
/// respond json-or-text             approved, and this is the answer
/// deny, any other verb, bad JSON   rejected
/// </code>
/// </remarks>
/// <param name="Approval">The wire's id of the approval: <c>apr_…</c>.</param>
/// <param name="Decision">One of <see cref="Decisions"/>: approved, edited or rejected.</param>
/// <param name="Arguments">The arguments as the person changed them, or undefined.</param>
/// <param name="Answer">What the person answered: any JSON value, a text as a JSON string; or undefined.</param>
public sealed record ApprovalCommand(
    string Approval,
    string Decision,
    JsonElement Arguments = default,
    JsonElement Answer = default
)
{
    private const string Start = "/__approval/";

    /// <summary>Reads a prompt; null when it is no command and so a message to the agent.</summary>
    public static ApprovalCommand? Parse(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var text = prompt.Trim();
        if (!text.StartsWith(Start, StringComparison.Ordinal))
        {
            return null;
        }

        var command = text[Start.Length..];
        var slash = command.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1)
        {
            return null;
        }

        var (approval, words) = (command[..slash], command[(slash + 1)..]);
        var space = words.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? Of(approval, words, "") : Of(approval, words[..space], words[(space + 1)..].Trim());
    }

    /// <summary>The prompt to send.</summary>
    public string ToText() =>
        (Decision, Answer.IsPresent) switch
        {
            (Decisions.Approved, true) => $"{Start}{Approval}/respond {Answer.GetRawText()}",
            (Decisions.Approved, false) => $"{Start}{Approval}/approve",
            (Decisions.Edited, _) => $$"""{{Start}}{{Approval}}/approve {"arguments":{{Arguments.GetRawText()}}}""",
            _ => $"{Start}{Approval}/deny",
        };

    private static ApprovalCommand Of(string approval, string verb, string rest)
    {
        var denied = new ApprovalCommand(approval, Decisions.Rejected);
        return (verb, rest) switch
        {
            ("approve" or "yes", "") => new(approval, Decisions.Approved),
            ("approve", _) => Json(rest) is { ValueKind: JsonValueKind.Object } edited
                ? new(
                    approval,
                    Decisions.Edited,
                    edited.Member("arguments") is { ValueKind: JsonValueKind.Object } inner ? inner : edited
                )
                : denied,
            ("respond", not "") => new(
                approval,
                Decisions.Approved,
                Answer: Json(rest) is { ValueKind: not JsonValueKind.Undefined } answer
                    ? answer
                    : JsonSerializer.SerializeToElement(rest)
            ),
            _ => denied,
        };
    }

    private static JsonElement Json(string text)
    {
        try
        {
            var value = JsonElement.Parse(text, JsonLimits.Document);
            return CanonicalJson.Refusal(value) is null ? value : default;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return default; // ArgumentException: half a surrogate pair
        }
    }
}

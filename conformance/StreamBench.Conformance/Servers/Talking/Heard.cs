using System.Text;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Conformance.Servers.Talking;

/// <summary>One payload as it came from the server.</summary>
/// <param name="Payload">What it is.</param>
/// <param name="Cursor">The resume point that came with it, or null.</param>
/// <param name="Json">Its JSON, as text.</param>
/// <param name="At">When it came, from the start of the stream.</param>
internal sealed record Heard(Payload Payload, string? Cursor, string Json, TimeSpan At)
{
    private static readonly string[] NotContent = ["at", "cursor", "conversation", "epoch"];

    /// <summary>The event, or null for a control frame.</summary>
    internal StreamEvent? Event => Payload as StreamEvent;

    /// <summary>Its seq, or 0 for a control frame.</summary>
    internal long Seq => Event?.Seq ?? 0;

    /// <summary>Its content, whatever the order of the members and the way of escaping; without time and cursor.</summary>
    internal string Content
    {
        get
        {
            var json = JsonElement.Parse(Json, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth + 1 });
            return string.Join(
                ',',
                json.EnumerateObject()
                    .Where(member => !NotContent.Contains(member.Name, StringComparer.Ordinal))
                    .OrderBy(member => member.Name, StringComparer.Ordinal)
                    .Select(member => $"\"{member.Name}\":{Canonical(member.Value)}")
            );
        }
    }

    // Half an emoji has no canonical form; then its own form has to do.
    private static string Canonical(JsonElement value) =>
        CanonicalJson.Refusal(value) is null
            ? Encoding.UTF8.GetString(CanonicalJson.ToBytes(value))
            : value.GetRawText();
}

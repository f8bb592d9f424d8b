using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;

namespace StreamBench.Conformance.Running;

/// <summary>Rules of the fault proxy in words: <c>cut by rst at connection 1, seq 13</c>.</summary>
internal static class FaultWords
{
    /// <summary>Every rule, in order; null when there is none.</summary>
    /// <param name="rules">As a case has them.</param>
    /// <param name="values">What its templates stand for.</param>
    internal static string? Of(JsonNode? rules, ImmutableSortedDictionary<string, long> values) =>
        Template.Fill(rules, values) is JsonArray { Count: > 0 } filled
            ? string.Join("; ", filled.OfType<JsonObject>().Select(Of))
            : null;

    private static string Of(JsonObject rule)
    {
        var how = rule["how"] is { } by ? $" by {by}" : "";
        var where = rule["at"] is JsonObject at ? $" at {string.Join(", ", at.Select(Words))}" : "";
        var rest = string.Concat(rule.Where(m => m.Key is not ("at" or "do" or "how")).Select(m => $", {Words(m)}"));
        return $"{rule["do"]}{how}{where}{rest}";
    }

    private static string Words(KeyValuePair<string, JsonNode?> member) =>
        member.Value is JsonValue value ? $"{member.Key} {value}" : $"{member.Key} {member.Value?.ToJsonString()}";
}

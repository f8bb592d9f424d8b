using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StreamBench.Conformance.Catalogue;

/// <summary>
/// Numbers that are known only when a run is planned, inside a set-up: <c>$k</c>, <c>$k+1</c>, <c>$last-1</c> in place of a number.
/// </summary>
/// <remarks><c>$last</c> is the seq of the script's last event, <c>$seed</c> the seed of the run, <c>$k</c> (or however it is called) the position of the sweep.</remarks>
public static partial class Template
{
    /// <summary>A copy of <paramref name="node"/> with every such number in its place.</summary>
    /// <exception cref="FormatException">A name stands for nothing; the message says which do.</exception>
    public static JsonNode? Fill(JsonNode? node, ImmutableSortedDictionary<string, long> values) =>
        node switch
        {
            JsonObject o => new JsonObject(o.Select(m => KeyValuePair.Create(m.Key, Fill(m.Value, values)))),
            JsonArray a => new JsonArray([.. a.Select(item => Fill(item, values))]),
            JsonValue v when v.TryGetValue<string>(out var text) && Place().Match(text) is { Success: true } match =>
                YamlJson.Number(Number(match, values)),
            _ => node?.DeepClone(),
        };

    /// <summary>A number, written out or as a template.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static long Number(JsonNode? node, ImmutableSortedDictionary<string, long> values) =>
        Fill(node, values) is JsonValue value && value.TryGetValue<long>(out var number)
            ? number
            : throw new FormatException($"{node?.ToJsonString() ?? "nothing"} is no number");

    private static long Number(Match match, ImmutableSortedDictionary<string, long> values)
    {
        var name = match.Groups["name"].Value;
        if (!values.TryGetValue(name, out var value))
        {
            throw new FormatException(
                $"${name} stands for nothing here; known are {string.Join(", ", values.Keys.Select(k => $"${k}"))}"
            );
        }

        return match.Groups["plus"] is { Success: true } plus
            ? value + long.Parse(plus.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : value;
    }

    [GeneratedRegex(
        @"^\$(?<name>[a-z]+)(?<plus>[+-][0-9]{1,9})?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Place();
}

using System.Globalization;
using System.Text.Json;
using StreamBench.Yaml;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>The fields of one step, already checked against its shape.</summary>
internal sealed class StepFields(string word, YamlNode node, ScriptWriterContext context)
{
    internal YamlNode Node => node;

    /// <summary>The value behind the word that names the step.</summary>
    internal YamlNode Main => node[word]!;

    internal bool Has(string key) => node[key] is not null;

    internal YamlNode? this[string key] => node[key];

    internal string? Text(string key) => node[key] is { } value ? context.Fill(value) : null;

    internal int? Number(string key) =>
        node[key] is { } value ? int.Parse(value.Text, CultureInfo.InvariantCulture) : null;

    internal bool Flag(string key, bool otherwise = false) => node[key] is { } value ? value.Text == "true" : otherwise;

    internal TimeSpan? Time(string key) => node[key] is { } value ? DurationText.Parse(value.Text) : null;

    internal JsonElement Json(string key) => node[key] is { } value ? JsonValue.Of(value, context.Fill) : default;

    /// <summary>The fragments of a streamed text, as its <c>split</c> cuts them.</summary>
    internal IEnumerable<string> Fragments(string key)
    {
        var value = node[key]!;
        if (context.RepairsAnywhere && node["split"] is { Text: "units" } split)
        {
            context.Problems.Error(
                split,
                "\"units\" may cut an emoji where no checkpoint or snapshot can be made: leave out snapshot-every and checkpoint-every"
            );
        }

        return value.Kind switch
        {
            YamlKind.List => value.Items.Select(context.Fill),
            _ => TextSplit.Cut(Whole(value), node["split"]?.Text ?? "words", context.Lengths),
        };
    }

    private string Whole(YamlNode value)
    {
        if (value.Kind == YamlKind.Scalar)
        {
            return context.Fill(value);
        }

        return ScriptShapes.Fill.Check(value, context.Problems) ? context.FillTo(value) : "";
    }
}

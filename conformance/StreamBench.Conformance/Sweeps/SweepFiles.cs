using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamBench.Conformance.Sweeps;

/// <summary>What a sweep leaves on disk: a line of JSON for each run, and its table in Markdown.</summary>
public static class SweepFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>One run as a line of JSON, without the line's end.</summary>
    public static string Line(CutResult result) => JsonSerializer.Serialize(result, Json);

    /// <summary>The table as Markdown.</summary>
    public static string Markdown(IEnumerable<SweepRow> rows)
    {
        var text = new StringBuilder("# Sweep\n\n");
        text.Append("| client | transport | script | cuts | recovered | first difference |\n");
        text.Append("|---|---|---|--:|--:|---|\n");
        foreach (var row in rows)
        {
            var first = row.First is { } run ? $"{run.Cut}: {Escape(run.Difference!)}" : "none";
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.Client} | {row.Transport} | {row.Script} | {row.Cuts} | {row.Recovered} | {first} |\n"
            );
        }

        return text.ToString();
    }

    // A cell must not end its row, open a tag or style the text.
    private static string Escape(string text) =>
        string.Concat(
            text.Select(c =>
                c is '|' or '<' or '`' or '*' or '_' or '[' or '\\' ? $"\\{c}"
                : c is '\n' or '\r' ? " "
                : $"{c}"
            )
        );
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace StreamBench.Reports.Json;

/// <summary>The JSON Schema (draft 2020-12) of <see cref="JsonReport"/>, made from the records that it writes.</summary>
public static class ResultSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The schema, as it stands in conformance/schemas/results-1.json.</summary>
    public static string Text()
    {
        var made = ReportJson.Readable.ResultDocument.GetJsonSchemaAsNode(
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }
        );
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Results of a StreamBench conformance run",
        };
        foreach (var (key, value) in made.AsObject())
        {
            schema[key] = value?.DeepClone();
        }

        return schema.ToJsonString(Indented) + "\n";
    }
}

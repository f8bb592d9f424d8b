using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using StreamBench.Reports.Json;

namespace StreamBench.Reports.Tests.Json;

public class ResultSchemaTests
{
    [Fact]
    public void Committed_schema_is_the_one_of_the_records()
    {
        var path = System.IO.Path.Combine(Folder(), "../../../conformance/schemas/results-1.json");

        // After a change of the records: copy what the message shows into the file, and think of those who read format 1.
        File.ReadAllText(path).ReplaceLineEndings("\n").ShouldBe(ResultSchema.Text());
    }

    [Fact]
    public void Every_name_in_a_document_is_in_the_schema()
    {
        var schema = JsonNode.Parse(ResultSchema.Text())!.AsObject();
        var document = JsonNode.Parse(Presenters.Text("results.json", Samples.Mixed()))!.AsObject();

        Unknown(document, schema, "$").ShouldBeEmpty();
    }

    private static IEnumerable<string> Unknown(JsonNode? value, JsonObject? schema, string at) =>
        value switch
        {
            JsonObject o => o.SelectMany(member =>
                schema?["properties"]?[member.Key] is JsonObject inner
                    ? Unknown(member.Value, inner, $"{at}.{member.Key}")
                    : [$"{at}.{member.Key}"]
            ),
            JsonArray a => a.SelectMany((item, i) => Unknown(item, schema?["items"] as JsonObject, $"{at}[{i}]")),
            _ => [],
        };

    private static string Folder([CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}

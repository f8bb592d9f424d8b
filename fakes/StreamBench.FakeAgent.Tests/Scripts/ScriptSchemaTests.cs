using System.Text.Json;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Loading;

namespace StreamBench.FakeAgent.Tests.Scripts;

/// <summary>The schema for editors says what the loader does.</summary>
public sealed class ScriptSchemaTests
{
    private static readonly JsonElement Schema = Read();

    [Fact]
    public void The_schema_has_the_keys_of_every_mapping_and_no_other()
    {
        foreach (var shape in ScriptShapes.All)
        {
            Keys(Schema.GetProperty("$defs").GetProperty(shape.Name)).ShouldBe(shape.Keys.Select(key => key.Name));
        }
    }

    [Fact]
    public void The_schema_has_the_words_of_every_step_and_no_other()
    {
        var steps = Schema
            .GetProperty("$defs")
            .GetProperty("step")
            .GetProperty("anyOf")
            .EnumerateArray()
            .SkipLast(1)
            .ToArray();

        steps
            .Select(step => step.GetProperty("required")[0].GetString())
            .ShouldBe(StepKinds.All.Keys, ignoreOrder: true);
        foreach (var step in steps)
        {
            var word = step.GetProperty("required")[0].GetString()!;
            Keys(step).ShouldBe(StepKinds.All[word].Shape.Keys.Select(key => key.Name));
        }
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = References(Schema)
            .Select(reference => reference["#/$defs/".Length..])
            .ToHashSet(StringComparer.Ordinal);
        var definitions = Schema.GetProperty("$defs").EnumerateObject().Select(member => member.Name);

        references.ShouldBe(definitions, ignoreOrder: true);
    }

    private static IEnumerable<string> Keys(JsonElement shape) =>
        shape.GetProperty("properties").EnumerateObject().Select(member => member.Name);

    private static IEnumerable<string> References(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value
                .EnumerateObject()
                .SelectMany(member => member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(References),
            _ => [],
        };

    private static JsonElement Read()
    {
        using var output = new MemoryStream();
        ScriptSchema.Write(output);
        return JsonElement.Parse(output.ToArray());
    }
}

using System.Text.Json.Nodes;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>The schema for editors says what the reader of files does.</summary>
public sealed class FaultRuleSchemaTests
{
    private static readonly SchemaMatch Schema = new(JsonNode.Parse(FaultRuleSchema.Json())!);

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Folder("scenarios/faults"), "*.yaml").Select(path => Path.GetFileName(path)!)];

    [Theory, MemberData(nameof(Files))]
    public void Every_scenario_matches(string file) =>
        Schema.Matches(File.ReadAllText(Path.Combine(Folder("scenarios/faults"), file))).ShouldBeTrue();

    [Fact]
    public void Every_example_in_the_documentation_matches_and_can_be_read()
    {
        var examples = Directory
            .EnumerateFiles(Folder("docs"), "*.md")
            .SelectMany(path => File.ReadAllText(path).Split("```yaml\n")[1..])
            .Select(text => text[..text.IndexOf("```", StringComparison.Ordinal)])
            .Where(text => text.StartsWith(RuleFile.Head, StringComparison.Ordinal))
            .ToArray();

        examples.ShouldNotBeEmpty();
        foreach (var example in examples)
        {
            Schema.Matches(example).ShouldBeTrue(example);
            RuleFile.Parse(example).Rules.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData(
        "{ at: { connection: 2..4, event: t, nth: 3, chance: 50% }, do: cut, how: close(1011), reconnect: { refuse: all } }"
    )]
    [InlineData("{ name: 7, at: { every: event, per: path }, do: duplicate, times: 3, last: 4 }")]
    [InlineData("{ at: { every: 5, direction: upstream }, do: delay, for: 1500us, jitter: 1m }")]
    [InlineData("{ at: { index: 1 }, do: alter, find: hex:FF00, with: x }")]
    [InlineData("{ at: { before: end }, do: delay, events: 2, until: reconnect }")]
    [InlineData("{ do: refuse, count: 3 }")]
    [InlineData("{ at: { seq: 3, once: true, chance: 0.5 }, do: shuffle, window: 3 }")]
    public void A_rule_that_is_read_matches(string rule)
    {
        var file = $"streambench-faults: 1\nrules:\n- {rule}";

        Schema.Matches(file).ShouldBeTrue();
    }

    [Theory]
    [InlineData("{ at: { conection: 1, index: 1 }, do: cut }")]
    [InlineData("{ at: { index: 1 }, do: dorp }")]
    [InlineData("{ at: { index: one }, do: drop }")]
    [InlineData("{ at: { index: 1 }, do: cut, how: rset }")]
    [InlineData("{ at: { index: 1 }, do: cut, how: close(17) }")]
    [InlineData("{ at: { index: 1 }, do: cut, reconnect: { refuse: 2, than: accept } }")]
    [InlineData("{ at: { index: 1 }, do: drop, window: 3 }")]
    [InlineData("{ at: { index: 1 }, do: delay, for: 2 apples }")]
    [InlineData("{ at: { index: 1 }, do: alter, find: hex:F }")]
    [InlineData("{ at: { index: 1, chance: often }, do: drop }")]
    [InlineData("{ at: { connection: 4.., after: never }, do: cut }")]
    [InlineData("{ at: { index: 1 } }")]
    [InlineData("17")]
    public void A_typo_is_refused_by_the_schema_and_by_the_reader(string rule)
    {
        var file = $"streambench-faults: 1\nrules:\n- {rule}";

        Schema.Matches(file).ShouldBeFalse();
        Should.Throw<RuleFileException>(() => RuleFile.Parse(file));
    }

    [Theory]
    [InlineData("rules: []")]
    [InlineData("streambench-faults: 2")]
    [InlineData("streambench-faults: 1\ncolour: red")]
    [InlineData("streambench-faults: 1\nseed: red")]
    [InlineData("streambench-faults: 1\nrules: {}")]
    public void A_file_with_a_mistake_is_refused_by_the_schema_and_by_the_reader(string file)
    {
        Schema.Matches(file).ShouldBeFalse();
        Should.Throw<RuleFileException>(() => RuleFile.Parse(file));
    }

    private static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, name);
}

using System.Text;
using System.Text.Json;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Rules;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.FaultProxy.Tests.Rules;

public sealed class RuleFileTests
{
    public static TheoryData<string> Scenarios =>
        [.. Directory.EnumerateFiles(ScenarioFolder, "*.yaml").Select(path => Path.GetFileName(path)!)];

    private static string ScenarioFolder => Path.Combine(AppContext.BaseDirectory, "scenarios", "faults");

    [Fact]
    public void A_file_says_where_and_what()
    {
        var rules = RuleFile.Load(Path.Combine(ScenarioFolder, "mobile.yaml"));

        rules.Seed.ShouldBe(1);
        rules.Rules.ShouldBe([
            new CutRule
            {
                At = new Place
                {
                    Connection = new NumberRange(1, 1),
                    Event = "text.append",
                    Nth = 7,
                },
                How = new CutHow(CutKind.Rst),
                RefuseReconnects = 2,
            },
            new DuplicateRule
            {
                At = new Place { Every = 1, Chance = 0.02 },
            },
            new SliceRule { Size = 1 },
        ]);
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void Every_scenario_is_right_and_says_what_it_imitates(string file)
    {
        var path = Path.Combine(ScenarioFolder, file);

        RuleFile.Load(path).Rules.ShouldNotBeEmpty();
        File.ReadAllText(path).ShouldStartWith("# ");
    }

    [Theory, MemberData(nameof(Scenarios))]
    public void Rules_written_as_JSON_read_as_the_same_rules(string file)
    {
        var rules = RuleFile.Load(Path.Combine(ScenarioFolder, file));

        ToJson(RuleFile.Parse(ToJson(rules))).ShouldBe(ToJson(rules));
    }

    [Fact]
    public void Every_field_of_every_kind_survives_JSON()
    {
        const string yaml = """
            streambench-faults: 1
            rules:
              - { name: a, at: { reconnect: 2..4, path: "/x/*", event: t, nth: 3, chance: 50%, per: connection }, do: cut, how: close(1011), reconnect: { refuse: all } }
              - { at: { id: "1:7" }, do: duplicate, times: 3, last: 4 }
              - { at: { seq: 7, once: true }, do: drop }
              - { at: { every: 5, direction: upstream }, do: delay, for: 1500us, jitter: 1m }
              - { at: { before: end }, do: delay, events: 2 }
              - { at: { time: 1h }, do: delay, until: reconnect }
              - { at: { index: 2 }, do: alter, find: "<&>", with: "hex:FF00" }
              - { at: { index: 2 }, do: alter, offset: 3, with: "" }
              - { at: { index: 2 }, do: slice, size: 9, pause: 2s }
              - { at: { index: 2 }, do: buffer, for: 3s }
              - { at: { event: t }, do: swap }
              - { at: { event: t }, do: shuffle, window: 3 }
              - { at: { connection: 3 }, do: refuse, count: 2, how: fin }
              - { at: { after: headers }, do: cut, how: half-open }
              - { at: { byte: 0 }, do: cut, how: stall }
              - { at: { every: event, per: path }, do: drop }
              - { at: { index: 0 }, do: inject, bytes: ": hi\r\n\r\n" }
              - { at: { index: 2 }, do: inject, bytes: "hex:C100" }
              - { at: { event: t }, do: fragment, size: 3, ping: true }
              - { at: { seq: 4, inside: -1 }, do: cut }
            """;
        var rules = RuleFile.Parse(yaml);

        var json = ToJson(rules);

        json.ShouldMatchApproved(options => options.WithFileExtension("json").NoDiff());
        ToJson(RuleFile.Parse(json)).ShouldBe(json);
    }

    [Fact]
    public void Every_mistake_is_told_with_its_place()
    {
        const string yaml = """
            streambench-faults: 2
            colour: red
            rules:
              - at: { conection: 1, index: 7 }
                do: cut
                how: rset
              - at: { index: 7, byte: 3 }
                do: dorp
              - do: drop
              - at: { chance: 200% }
                do: delay
                for: 2 apples
              - 17
              - { at: { index: 1 }, do: shuffle, window: 65 }
            """;

        var errors = Should.Throw<RuleFileException>(() => RuleFile.Parse(yaml, "f.yaml")).Errors;

        string.Join('\n', errors)
            .ShouldBe(
                """
                f.yaml:1:21: the file should begin with streambench-faults: 1, the only version there is
                f.yaml:2:1: unknown field 'colour' in the file: known are name, rules, seed, streambench-faults
                f.yaml:4:11: unknown field 'conection' in at: did you mean 'connection'?
                f.yaml:6:10: how is 'rset', and should be fin, rst, end, stall, half-open or close(code) with a code from 1000 to 4999
                f.yaml:8:9: unknown do 'dorp': did you mean 'drop'?
                f.yaml:9:5: at has no position, and drop would not know where: say index, event, id, time, before or every
                f.yaml:10:19: chance is '200%', and should be a chance such as 2% or 0.02
                f.yaml:12:10: for is '2 apples', and should be a time such as 250ms, 2s, 1m or 1h
                f.yaml:13:5: a rule is a mapping: { at: { … }, do: cut }
                f.yaml:14:46: window is 2 to 64
                """
            );
    }

    [Theory]
    [InlineData("{ at: { index: 0 }, do: drop }", "index is 1 or more")]
    [InlineData("{ at: { index: 1, event: x }, do: drop }", "at has index and event: one position is enough")]
    [InlineData("{ at: { nth: 1, index: 1 }, do: drop }", "nth counts events of a type")]
    [InlineData("{ at: { byte: 1 }, do: drop }", "byte is a place for cut and delay")]
    [InlineData("{ at: { connection: 1, reconnect: 1, index: 1 }, do: drop }", "at has connection and reconnect")]
    [InlineData("{ at: { index: 1 }, do: delay }", "for is missing")]
    [InlineData("{ at: { index: 1 }, do: delay, for: 1s, events: 1 }", "for is missing: say one of")]
    [InlineData("{ at: { index: 1 }, do: alter, with: x }", "find is missing")]
    [InlineData("{ at: { index: 1 }, do: refuse }", "at has no position here")]
    [InlineData("{ do: refuse, how: stall }", "how is rst or fin")]
    [InlineData("{ at: { after: headers }, do: drop }", "after is a place for cut")]
    [InlineData("{ at: { before: turn.close }, do: drop }", "before with an event is a place for cut")]
    [InlineData("{ at: { index: 1 }, do: cut, how: close(17) }", "how is 'close(17)'")]
    [InlineData("{ at: { connection: 4..2, index: 1 }, do: cut }", "connection is '4..2'")]
    [InlineData("{ at: { index: 1 }, do: duplicate, times: 101 }", "times is 1 to 100")]
    [InlineData("{ at: { index: 1 }, do: slice, size: 0 }", "size is 1 to 65536")]
    [InlineData("{ at: { index: 1 } }", "the rule does nothing")]
    public void A_rule_that_makes_no_sense_is_refused(string rule, string problem)
    {
        var failure = Should.Throw<RuleFileException>(() => RuleFile.Parse($"streambench-faults: 1\nrules:\n- {rule}"));

        failure.Errors.ShouldHaveSingleItem().Message.ShouldContain(problem);
    }

    [Theory]
    [InlineData(500_000, "rules:1:33: nested deeper than 32 levels")]
    [InlineData(32, "a rule file is one mapping")]
    public void Deep_nesting_is_refused_before_it_fills_the_stack(int depth, string problem) =>
        Should
            .Throw<RuleFileException>(() => RuleFile.Parse(new string('[', depth) + new string(']', depth)))
            .Message.ShouldContain(problem);

    [Fact]
    public void Aliases_which_could_double_a_file_again_and_again_are_refused() =>
        Should
            .Throw<RuleFileException>(() => RuleFile.Parse("a: &a [1]\nb: &b [*a, *a]\n? [*b, *b]\n: 1\n"))
            .Message.ShouldBe("rules:2:8: anchors and aliases are not part of a rule file: write the value again");

    [Fact]
    public void A_tag_that_is_no_tag_is_no_YAML() =>
        Should.Throw<RuleFileException>(() => RuleFile.Parse("!<a b> x")).Message.ShouldContain("this is no YAML");

    [Theory]
    [InlineData("streambench-faults: 1\nrules:\n- { do: cut", 4)]
    [InlineData("streambench-faults: 1\nrules:\n  - do: cut\n - do: drop\n", 4)]
    [InlineData("streambench-faults: 1\nseed: 1\nseed: 2\n", 3)]
    [InlineData("streambench-faults: 1\n\trules: []\n", 1)]
    [InlineData("streambench-faults: 1\nname: \"open\n", 2)]
    [InlineData("streambench-faults: 1\nrules: 7\n", 2)]
    [InlineData("streambench-faults: 1\nrules:\n- at: [1]\n  do: cut\n", 3)]
    [InlineData("streambench-faults: 1\nrules:\n- at: { index: { a: 1 } }\n  do: drop\n", 3)]
    public void What_is_wrong_is_told_with_file_line_and_column(string yaml, int line) =>
        Should
            .Throw<RuleFileException>(() => RuleFile.Parse(yaml, "f.yaml"))
            .Message.ShouldMatch($@"^f\.yaml:{line}:[1-9][0-9]*: ");

    [Fact]
    public void What_is_no_YAML_is_told_as_such()
    {
        Should.Throw<RuleFileException>(() => RuleFile.Parse("rules: [")).Message.ShouldContain("this is no YAML");
        Should.Throw<RuleFileException>(() => RuleFile.Parse("")).Message.ShouldContain("one mapping");
    }

    [Fact]
    public void There_is_a_bound_to_the_number_of_rules()
    {
        var many =
            "streambench-faults: 1\nrules:\n"
            + string.Concat(Enumerable.Repeat("- { do: slice }\n", FaultRules.MaxRules + 1));

        Should.Throw<RuleFileException>(() => RuleFile.Parse(many)).Message.ShouldContain("65 rules are too many");
    }

    [Fact]
    public void Rules_made_in_code_are_checked_as_those_in_files()
    {
        var failure = Should.Throw<FaultProxyException>(() =>
            RuleChecks.Require(
                FaultRules.Of(
                    new DropRule
                    {
                        At = new Place { Index = 1, Direction = Direction.Downstream },
                    },
                    new DropRule()
                )
            )
        );

        failure.Message.ShouldStartWith("rule 2 (drop): at has no position");
    }

    private static string ToJson(FaultRules rules)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
            RuleJson.Write(rules, json);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}

using System.Globalization;
using System.Text;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Tests.Scripts;

/// <summary>What is wrong with a script is said at its place, all at once, with the word that was meant.</summary>
public sealed class ScriptFileTests
{
    [Theory]
    [InlineData("- tex: Hello", "4:9: \"tex\" is neither a step nor an agent of this script (did you mean \"text\"?)")]
    [InlineData(
        "- coordinater: { text: Hi }",
        "4:9: \"coordinater\" is neither a step nor an agent of this script (did you mean \"coordinator\"?)"
    )]
    [InlineData(
        "- { text: Hi, spilt: words }",
        "4:21: unknown key \"spilt\" in step \"text\" (did you mean \"split\"?)"
    )]
    [InlineData(
        "- { text: Hi, split: wrods }",
        "4:28: \"split\" must be words, characters, units, whole, a number or random(1..4) (did you mean \"words\"?)"
    )]
    [InlineData(
        "- { text: Hi, split: random(4..1) }",
        "4:28: \"split\" must be words, characters, units, whole, a number or random(1..4) (did you mean \"random(1..4)\"?)"
    )]
    [InlineData("- { text: Hi, pace: { evry: 5ms } }", "4:29: unknown key \"evry\" in pace (did you mean \"every\"?)")]
    [InlineData(
        "- { text: Hi, pace: { every: 5 minutes } }",
        "4:36: \"every\" must be a duration such as 180ms, 1.5s or 2m (at most 24h)"
    )]
    [InlineData("- { handoff: polcy }", "4:20: \"polcy\" is not one of the script's agents (did you mean \"policy\"?)")]
    [InlineData("- { result: 1 }", "4:9: \"call\" is missing in step \"result\": the call's id")]
    [InlineData(
        "- { end: complete }",
        "4:16: \"end\" must be one of completed, failed, cancelled, interrupted, timed_out (did you mean \"completed\"?)"
    )]
    [InlineData("- { repeat: 0, steps: [] }", "4:19: \"repeat\" must be a whole number from 1 to 1000000")]
    [InlineData(
        "- { text: '{{name.firstNam}}' }",
        "4:17: {{name.firstNam}} is neither a name of \"let\" nor one that Bogus knows (such as name.fullName)"
    )]
    [InlineData(
        "- { text: '{{date.recent}}' }",
        "4:17: {{date.recent}} depends on today's date, so the script would not repeat; write the date"
    )]
    [InlineData("- { event: { type: text.append, item: i1 } }", "4:18: text.append needs \"text\"")]
    [InlineData("- { event: { type: heartbeat } }", "4:18: a control frame is no event of a script")]
    [InlineData("- Hello", "4:9: a step is a mapping such as { text: Hello } or { agent: { text: Hello } }")]
    [InlineData(
        "- &a { text: Hi }\n      - *a",
        "5:9: anchors and aliases are not part of the script language; use \"let\" or \"repeat\""
    )]
    [InlineData("- { text: Hi, text: Ho }", "4:21: the key \"text\" stands twice")]
    public void A_mistake_is_named_at_its_place(string step, string problem)
    {
        var loaded = Parse(
            $"agents: [coordinator, policy]\nturns:\n  - events:\n      {step}\n      - end: completed\n"
        );

        loaded.Script.ShouldBeNull();
        loaded
            .Problems.Where(found => !found.IsWarning)
            .Select(found => found.ToString())
            .ShouldBe([$"bad.yaml:{Down(problem)}"]);
    }

    [Theory]
    [InlineData("- { result: 1, call: tc7 }", "a result without a call: there is no call \"tc7\" before")]
    [InlineData(
        "- { text: Hi, item: x }\n      - { tool: t, call: x }",
        "the item \"x\" is opened again: an id that was used stays used"
    )]
    [InlineData(
        "- { text: Hi, item: x }\n      - { text: Ho, item: x }",
        "the item \"x\" is closed; say close: false where more follows"
    )]
    [InlineData("- { approval: Sure? }", "when nobody answers \"ap1\" its turn waits for ever: add on: { none: 30s }")]
    [InlineData("- remove: table", "there is no item \"table\" before this step")]
    [InlineData("- end: failed", "nothing comes after \"end\" in its lane: this step is never reached")]
    public void A_doubtful_script_is_played_with_a_warning(string step, string problem)
    {
        var loaded = Parse($"turns:\n  - events:\n      {step}\n      - end: completed\n");

        loaded.Script.ShouldNotBeNull();
        loaded.Problems.Select(found => found.Message).ShouldContain(problem);
        loaded.Problems.ShouldAllBe(found => found.IsWarning);
    }

    [Fact]
    public void A_rhythm_of_checkpoints_does_not_go_with_halves_of_emoji() =>
        Parse("checkpoint-every: 5\nturns:\n  - events: [{ text: 👋, split: units }, { end: completed }]\n")
            .Problems.Single()
            .ToString()
            .ShouldStartWith("bad.yaml:4:33: \"units\" may cut an emoji where no checkpoint or snapshot can be made");

    [Fact]
    public void A_turn_without_end_is_doubtful() =>
        Parse("turns:\n  - events:\n      - text: Hi\n")
            .Problems.Single()
            .Message.ShouldBe("the turn t1 may go without end: add { end: completed }");

    [Fact]
    public void All_mistakes_are_named_at_once()
    {
        var loaded = Parse("sed: 1\nturns:\n  - usr: Hi\n    events: []\n  - events: 3\n");

        loaded.Problems.Select(problem => problem.Line).ShouldBe([2, 4, 6]);
    }

    [Theory]
    [InlineData("", "the file is empty: a script starts with \"streambench: 1\"")]
    [InlineData("turns: []\n---\nturns: []\n", "a script file holds one document")]
    [InlineData("[]", "must be a script: { streambench: 1, turns: […] }")]
    [InlineData("turns: []", "\"streambench\" is missing in script: version of the script language: 1")]
    [InlineData("streambench: 2\nturns: []", "\"streambench\" must be a whole number from 1 to 1")]
    public void A_file_that_is_no_script_says_so(string text, string problem) =>
        ScriptFile.Parse(text, "bad.yaml").Problems.Single().Message.ShouldBe(problem);

    [Fact]
    public void Broken_YAML_is_a_problem_at_its_place()
    {
        var problem = ScriptFile.Parse("streambench: 1\nturns: [\n", "bad.yaml").Problems.Single();

        problem.Line.ShouldBe(3);
    }

    [Fact]
    public void A_file_nested_too_deep_is_refused() =>
        ScriptFile
            .Parse(new string('[', 100_000), "deep.yaml")
            .Problems.Single()
            .Message.ShouldBe("nested deeper than 64 levels");

    [Theory]
    [InlineData(
        "{ repeat: 1000, steps: [{ repeat: 1001, steps: [{ journal: x }] }] }",
        "a script may hold 1,000,000 events; this step goes beyond"
    )]
    [InlineData(
        "{ repeat: 1000000, steps: [{ repeat: 1000000, steps: [{ wait: 1ms }] }] }",
        "a script may do 4,000,000 steps; this one goes beyond"
    )]
    [InlineData(
        "{ repeat: 1000, steps: [{ text: { fill: x, length: 1000000 }, split: whole }] }",
        "a script may hold 67,108,864 characters of text; this one goes beyond"
    )]
    public void A_small_file_cannot_make_an_endless_script(string step, string problem) =>
        Parse($"turns:\n  - events:\n      - {step}\n")
            .Problems.Where(found => !found.IsWarning)
            .Select(found => found.Message)
            .ShouldBe([problem]);

    [Fact]
    public void JSON_is_read_as_YAML_is()
    {
        const string json = """
            {
            	"streambench": 1, "agents": ["a1"],
            	"turns": [ { "events": [ { "text": "Grüße 👋 \"\u00e9\" \/ \ud83d\udc4b", "split": "whole" }, { "end": "completed" } ] } ]
            }
            """;

        var script = ScriptFile.Parse(json, "hello.json").Required;

        ScriptPlay.Events(script).OfType<TextAppend>().Single().Text.ShouldBe("Grüße 👋 \"é\" / 👋");
    }

    [Fact]
    public void A_file_that_is_missing_or_no_text_is_a_problem()
    {
        var folder = Directory.CreateTempSubdirectory("scripts");
        var path = Path.Combine(folder.FullName, "latin1.yaml");
        File.WriteAllBytes(path, [.. "name: "u8, 0xE9]);

        ScriptFile.Load(path).Problems.Single().Message.ShouldBe("the file is not UTF-8");
        ScriptFile.Load(path + "x").Problems.Single().Message.ShouldContain("Could not find file");

        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_file_is_loaded_by_its_path_and_a_shipped_script_by_its_name()
    {
        var folder = Directory.CreateTempSubdirectory("scripts");
        var path = Path.Combine(folder.FullName, "mine.yaml");
        File.WriteAllText(path, "streambench: 1\nturns: []\n", Encoding.UTF8);

        ShippedScripts.FindOrLoad(path).Required.Name.ShouldBe("mine");
        ShippedScripts.FindOrLoad("S-Hello").Required.Name.ShouldBe("S-HELLO");

        folder.Delete(recursive: true);
    }

    private static LoadedScript Parse(string text) => ScriptFile.Parse("streambench: 1\n" + text, "bad.yaml");

    // The places are those of the text without its first line.
    private static string Down(string problem)
    {
        var colon = problem.IndexOf(':', StringComparison.Ordinal);
        return (int.Parse(problem[..colon], CultureInfo.InvariantCulture) + 1) + problem[colon..];
    }
}

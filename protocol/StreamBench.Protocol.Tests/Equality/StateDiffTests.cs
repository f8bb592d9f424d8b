using System.Text.Json;
using StreamBench.Protocol.Equality;

namespace StreamBench.Protocol.Tests.Equality;

public class StateDiffTests
{
    private static readonly string[] Script =
    [
        """{"type":"turn.open","turn":"T"}""",
        """{"type":"item.open","turn":"T","item":"m","kind":"text"}""",
        """{"type":"text.append","item":"m","text":"Hello "}""",
        """{"type":"text.append","item":"m","text":"world"}""",
        """{"type":"item.open","turn":"T","item":"c","kind":"tool","name":"x"}""",
        """{"type":"tool.call","item":"c","args":{"n":1}}""",
        """{"type":"turn.close","turn":"T","status":"completed"}""",
    ];

    [Fact]
    public void Equal_states_differ_nowhere() =>
        StateDiff.Compare(Log.Fold(Script).State, Log.Fold(Script).State).ShouldBeEmpty();

    [Fact]
    public void A_doubled_text_is_shown_with_the_event_that_wrote_it_last()
    {
        var actual = Log.Fold([
            .. Script[..4],
            """{"type":"text.append","item":"m","text":"Hello world"}""",
            .. Script[4..],
        ]);

        StateDiff
            .Compare(Log.Fold(Script).State, actual.State)
            .Single()
            .ToString()
            .ShouldBe(
                "/items/0/text  expected \"Hello world\"  actual \"Hello worldHello world\"  last touched by event 4 (text.append)"
            );
    }

    [Theory]
    [InlineData("""{"approvals":[],"items":[],"turns":[]}""", "/items/0", "event 2 (item.open)")]
    [InlineData("[]", "", null)]
    public void What_is_missing_is_named(string actual, string pointer, string? touched)
    {
        var difference = StateDiff.Compare(Log.Fold(Script).State, JsonElement.Parse(actual))[0];

        difference.Pointer.ShouldBe(pointer);
        difference.LastTouched?.ToString().ShouldBe(touched);
    }

    [Fact]
    public void A_status_names_the_event_that_set_it()
    {
        var differences = StateDiff.Compare(Log.Fold(Script).State, Log.Fold(Script[..^1]).State);

        differences
            .Select(d => $"{d.Pointer} {d.LastTouched}")
            .ShouldBe(["/items/1/status event 7 (turn.close)", "/turns/0/status event 7 (turn.close)"]);
    }

    [Fact]
    public void What_should_not_be_there_is_named_too()
    {
        var extra = Log.Fold([.. Script, """{"type":"journal","n":1,"entry":{}}"""]);

        StateDiff
            .Compare(Log.Fold(Script).State, extra.State)
            .Single()
            .ToString()
            .ShouldBe("/journal  expected nothing  actual [{}]");
    }

    [Fact]
    public void Long_texts_are_cut_around_their_first_difference()
    {
        var (left, right) = (new string('a', 5000) + "X" + new string('b', 5000), new string('a', 5000) + "Y");
        var line = new Difference(
            "/p",
            JsonElement.Parse($"\"{left}\""),
            JsonElement.Parse($"\"{right}\""),
            null
        ).ToString();

        line.Length.ShouldBeLessThan(200);
        line.ShouldContain("aaaX");
        line.ShouldContain("aaaY");
    }

    [Fact]
    public void A_comparison_stops_at_its_bound()
    {
        var many = JsonElement.Parse($"[{string.Join(',', Enumerable.Range(0, 500))}]");
        var turns = Enumerable.Range(0, 500).Select(n => $$"""{"type":"turn.open","turn":"T{{n}}"}""").ToArray();
        var actual = JsonElement.Parse($$"""{"approvals":[],"items":[],"turns":{{many.GetRawText()}} }""");

        StateDiff.Compare(Log.Fold(turns).State, actual).Count.ShouldBe(StateDiff.MaxDifferences);
    }
}

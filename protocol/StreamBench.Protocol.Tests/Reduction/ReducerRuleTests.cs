using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;

namespace StreamBench.Protocol.Tests.Reduction;

/// <summary>The rules of protocol §3, one table a rule: a log, and what becomes of its last event.</summary>
public class ReducerRuleTests
{
    private const string Turn = """{"type":"turn.open","turn":"T","agent":"a"}""";
    private const string Text = """{"type":"item.open","turn":"T","item":"m","kind":"text"}""";
    private const string Tool = """{"type":"item.open","turn":"T","item":"c","kind":"tool","name":"x"}""";
    private const string Hello = """{"type":"text.append","item":"m","text":"hello"}""";
    private const string Close = """{"type":"turn.close","turn":"T","status":"completed"}""";

    [Theory]
    [InlineData("""{"type":"text.append","item":"m","text":"lo!","offset":3}""", "Applied", "hello!")]
    [InlineData("""{"type":"text.append","item":"m","text":"!","offset":5}""", "Applied", "hello!")]
    [InlineData("""{"type":"text.append","item":"m","text":"ell","offset":1}""", "Applied", "hello")]
    [InlineData("""{"type":"text.append","item":"m","text":"!","offset":6}""", "Diverged(hole)", "hello")]
    [InlineData("""{"type":"text.append","item":"m","text":"la","offset":3}""", "Diverged(conflict)", "hello")]
    [InlineData("""{"type":"text.append","item":"m","text":"hello"}""", "Applied", "hellohello")]
    [InlineData("""{"type":"item.close","item":"m","text":"hello"}""", "Applied", "hello")]
    [InlineData("""{"type":"item.close","item":"m","text":"other"}""", "Diverged(text)", "other")]
    [InlineData("""{"type":"item.replace","item":"m","text":"new"}""", "Applied", "new")]
    [InlineData("""{"type":"item.replace","item":"m","value":1}""", "Rejected(wrong-kind)", "hello")]
    [InlineData("""{"type":"tool.args","item":"m","text":"{}"}""", "Rejected(wrong-kind)", "hello")]
    [InlineData("""{"type":"element.patch","item":"m","patch":[]}""", "Rejected(wrong-kind)", "hello")]
    [InlineData("""{"type":"item.status","item":"m","status":"done"}""", "Rejected(wrong-kind)", "hello")]
    [InlineData("""{"type":"future.event","item":"m"}""", "Ignored(unknown-type)", "hello")]
    [InlineData("""{"type":"text.append","turn":"U","item":"m","text":"x"}""", "Rejected(unknown-turn)", "hello")]
    [InlineData("""{"type":"text.append","item":"n","text":"x"}""", "Rejected(unknown-item)", "hello")]
    public void What_becomes_of_an_event_on_a_text(string last, string outcome, string text)
    {
        var reducer = new Reducer();
        Outcomes outcomes = default;

        foreach (var happening in Log.Of(Turn, Text, Hello, last))
        {
            outcomes = reducer.Apply(happening);
        }

        outcomes.Single().ToString().ShouldBe(outcome);
        reducer.State.Items["m"].Text.ShouldBe(text);
        reducer.State.LastSeq.ShouldBe(4);
        reducer.State.NeedResync.ShouldBe(outcome.StartsWith("Diverged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"type":"text.append","item":"m","text":"late"}""", "Stale(closed-turn)")]
    [InlineData("""{"type":"item.open","turn":"T","item":"n","kind":"text"}""", "Stale(closed-turn)")]
    [InlineData("""{"type":"turn.close","turn":"T","status":"failed"}""", "Stale(closed-turn)")]
    [InlineData("""{"type":"turn.open","turn":"T"}""", "Applied(no-op)")]
    [InlineData("""{"type":"handoff","turn":"T","from":"a","to":"b"}""", "Stale(closed-turn)")]
    public void A_closed_turn_hears_nothing_more(string last, string outcome)
    {
        var reducer = Log.Fold(Turn, Text, Hello, Close);
        var before = reducer.Digest();

        reducer.Apply(Log.Of(last)[0] with { Seq = 5 }).Own.ToString().ShouldBe(outcome);

        reducer.Digest().ShouldBe(before);
        reducer.State.LastSeq.ShouldBe(5);
    }

    [Theory]
    [InlineData("running", "Applied", "running")]
    [InlineData("success", "Applied", "success")]
    [InlineData("pending", "Stale(regress)", "running")]
    [InlineData("unheard-of", "Ignored(unknown-status)", "running")]
    public void A_status_never_goes_back(string next, string outcome, string status)
    {
        var lines = new[] { Turn, Tool, """{"type":"item.status","item":"c","status":"running"}""", Status(next) };

        Log.LastOutcome(lines).ShouldBe(outcome);
        Log.Fold(lines).State.Items["c"].Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("success", "Applied(no-op)")]
    [InlineData("error", "Stale(terminal)")]
    [InlineData("running", "Stale(terminal)")]
    public void A_terminal_status_absorbs(string next, string outcome) =>
        Log.LastOutcome(Turn, Tool, Status("success"), Status(next)).ShouldBe(outcome);

    [Theory]
    [InlineData("""{"type":"item.open","turn":"T","item":"m","kind":"text"}""", "Applied(no-op)")]
    [InlineData("""{"type":"item.open","turn":"T","item":"m","kind":"tool"}""", "Rejected(wrong-kind)")]
    [InlineData("""{"type":"item.open","turn":"T","item":"n","kind":"hologram"}""", "Ignored(unknown-kind)")]
    [InlineData("""{"type":"item.open","turn":"T","item":"n","kind":"text","after":"x"}""", "Rejected(unknown-item)")]
    [InlineData("""{"type":"item.open","item":"n","kind":"text"}""", "Rejected(unknown-turn)")]
    public void Opening_an_item(string last, string outcome) => Log.LastOutcome(Turn, Text, last).ShouldBe(outcome);

    [Fact]
    public void A_removed_item_stays_removed_and_its_id_stays_used()
    {
        var lines = new[] { Turn, Text, Hello, """{"type":"item.remove","item":"m"}""" };

        Log.LastOutcome([.. lines, Hello]).ShouldBe("Rejected(unknown-item)");
        Log.LastOutcome([.. lines, Text]).ShouldBe("Applied(no-op)");
        Log.Fold([.. lines, Text]).State.Order.ShouldBeEmpty();
    }

    [Fact]
    public void An_item_opens_right_after_the_one_it_names()
    {
        var reducer = Log.Fold(
            Turn,
            Text,
            """{"type":"item.open","turn":"T","item":"z","kind":"text"}""",
            """{"type":"item.open","turn":"T","item":"n","kind":"text","after":"m"}"""
        );

        reducer.State.Order.Select(item => item.Id).ShouldBe(["m", "n", "z"]);
    }

    [Fact]
    public void A_closed_item_takes_no_append() =>
        Log.LastOutcome(Turn, Text, Hello, """{"type":"item.close","item":"m"}""", Hello)
            .ShouldBe("Rejected(closed-item)");

    [Theory]
    [InlineData("""{"type":"tool.result","item":"c","result":{"a":1,"b":2}}""", "Applied(no-op)")]
    [InlineData("""{"type":"tool.result","item":"c","result":{"b":2,"a":1.0}}""", "Applied(no-op)")]
    [InlineData("""{"type":"tool.result","item":"c","result":{"a":1}}""", "Rejected(second-result)")]
    [InlineData(
        """{"type":"tool.result","item":"c","result":{"a":1,"b":2},"isError":true}""",
        "Rejected(second-result)"
    )]
    [InlineData("""{"type":"tool.args","item":"c","text":"x"}""", "Rejected(args-complete)")]
    public void After_a_result(string last, string outcome) =>
        Log.LastOutcome(
                Turn,
                Tool,
                """{"type":"tool.args","item":"c","text":"{}"}""",
                """{"type":"tool.call","item":"c"}""",
                """{"type":"tool.result","item":"c","result":{"a":1,"b":2}}""",
                last
            )
            .ShouldBe(outcome);

    [Theory]
    [InlineData("{\\\"n\\\":1}", null, "Applied", "running")]
    [InlineData("{\\\"n\\\":", null, "Applied(invalid-args)", "error")]
    [InlineData("{\\\"n\\\":1,\\\"n\\\":2}", null, "Applied(invalid-args)", "error")]
    [InlineData("{\\\"n\\\":1}", "{\"n\":2}", "Diverged(args)", "running")]
    [InlineData("", "{\"n\":2}", "Applied", "running")]
    public void A_tool_call_completes_its_arguments(string text, string? args, string outcome, string status)
    {
        var lines = new[]
        {
            Turn,
            Tool,
            $$"""{"type":"tool.args","item":"c","text":"{{text}}"}""",
            args is null
                ? """{"type":"tool.call","item":"c"}"""
                : $$"""{"type":"tool.call","item":"c","args":{{args}} }""",
        };

        Log.LastOutcome(lines).ShouldBe(outcome);
        Log.Fold(lines).State.Items["c"].Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("approved", "running")]
    [InlineData("edited", "running")]
    [InlineData("rejected", "denied")]
    [InlineData("expired", "denied")]
    public void A_decision_releases_the_waiting_tool_even_after_its_turn(string decision, string status)
    {
        var reducer = Log.Fold(
            Turn,
            Tool,
            """{"type":"approval.request","approval":"p","item":"c","prompt":"?"}""",
            """{"type":"turn.close","turn":"T","status":"interrupted"}""",
            $$"""{"type":"approval.decision","approval":"p","decision":"{{decision}}"}"""
        );

        reducer.State.Items["c"].Status.ShouldBe(status);
        reducer.State.Approvals.Single().Decision.ShouldBe(decision);
    }

    [Theory]
    [InlineData("approved", "Applied(no-op)")]
    [InlineData("rejected", "Stale(decided)")]
    [InlineData("maybe", "Ignored(unknown-decision)")]
    public void An_approval_is_decided_once(string second, string outcome) =>
        Log.LastOutcome(
                Turn,
                Tool,
                """{"type":"approval.request","approval":"p","item":"c","prompt":"?"}""",
                """{"type":"approval.decision","approval":"p","decision":"approved"}""",
                $$"""{"type":"approval.decision","approval":"p","decision":"{{second}}"}"""
            )
            .ShouldBe(outcome);

    [Theory]
    [InlineData("completed", "interrupted")]
    [InlineData("failed", "interrupted")]
    [InlineData("interrupted", "awaiting_approval")]
    public void A_turn_that_closes_interrupts_its_open_tools(string turnStatus, string waitingTool)
    {
        var reducer = Log.Fold(
            Turn,
            Tool,
            """{"type":"item.open","turn":"T","item":"r","kind":"tool","name":"y"}""",
            """{"type":"tool.call","item":"r","args":{}}""",
            """{"type":"approval.request","approval":"p","item":"c","prompt":"?"}""",
            $$"""{"type":"turn.close","turn":"T","status":"{{turnStatus}}"}"""
        );

        reducer.State.Items["c"].Status.ShouldBe(waitingTool);
        reducer.State.Items["r"].Status.ShouldBe("interrupted");
        reducer.State.InputEnabled.ShouldBeTrue();
    }

    [Fact]
    public void A_turn_that_resumes_another_may_go_on_with_its_items()
    {
        var reducer = Log.Fold(
            Turn,
            Text,
            Hello,
            """{"type":"turn.close","turn":"T","status":"completed","finishReason":"length"}""",
            """{"type":"turn.open","turn":"U","resumes":"T"}""",
            """{"type":"text.append","turn":"U","item":"m","text":"lo world","offset":3}""",
            """{"type":"turn.close","turn":"U","status":"completed"}"""
        );

        reducer.State.Items["m"].Text.ShouldBe("hello world");
        reducer.State.Items["m"].Closed.ShouldBeTrue();
    }

    [Fact]
    public void A_turn_may_not_touch_the_items_of_one_it_does_not_resume() =>
        Log.LastOutcome(
                Turn,
                Text,
                """{"type":"turn.open","turn":"U"}""",
                """{"type":"text.append","turn":"U","item":"m","text":"x"}"""
            )
            .ShouldBe("Rejected(wrong-turn)");

    [Fact]
    public void A_rejected_event_does_not_reopen_the_item_it_named()
    {
        var reducer = Log.Fold(Turn, Text, Close, """{"type":"turn.open","turn":"U","resumes":"T"}""");

        reducer.Apply(Log.Of("""{"seq":5,"type":"tool.args","turn":"U","item":"m","text":"x"}""")[0]);

        reducer.State.Items["m"].Closed.ShouldBeTrue();
    }

    [Fact]
    public void A_synthesised_close_is_taken_back_by_the_real_one()
    {
        var reducer = Log.Fold(Turn, Tool, """{"type":"tool.call","item":"c","args":{}}""");

        reducer
            .Apply(
                new TurnClose
                {
                    Turn = "T",
                    Status = TurnStatus.TimedOut,
                    Synthesised = true,
                }
            )
            .Single()
            .ToString()
            .ShouldBe("Applied");
        reducer.State.Turns[0].Status.ShouldBe("timed_out");
        reducer.State.Items["c"].Status.ShouldBe("interrupted");
        reducer.State.InputEnabled.ShouldBeTrue();
        reducer.State.LastSeq.ShouldBe(3);

        reducer.Apply(Log.Of("""{"seq":4,"type":"tool.result","item":"c","result":1}""")[0]);
        reducer.Apply(Log.Of("""{"seq":5,"type":"turn.close","turn":"T","status":"completed"}""")[0]);

        reducer.State.Turns[0].Status.ShouldBe("completed");
        reducer.State.Turns[0].Synthesised.ShouldBeFalse();
        reducer.State.Items["c"].Status.ShouldBe("success");
    }

    [Fact]
    public void A_handoff_gives_the_turn_away_and_shows_as_an_item()
    {
        var reducer = Log.Fold(Turn, """{"type":"handoff","turn":"T","from":"a","to":"b"}""", Text);

        reducer.State.Turns[0].Agent.ShouldBe("b");
        reducer
            .State.Order.Select(item => (item.Id, item.Kind, item.Agent, item.Role))
            .ShouldBe([("handoff:2", "handoff", "a", "system"), ("m", "text", "b", "assistant")]);
    }

    [Theory]
    [InlineData(1, "1", "Applied(no-op)")]
    [InlineData(1, "2", "Rejected(journal-conflict)")]
    [InlineData(2, "2", "Applied")]
    [InlineData(3, "3", "Diverged(hole)")]
    public void The_journal_has_no_doubles_and_no_holes(int n, string entry, string outcome) =>
        Log.LastOutcome(
                """{"type":"journal","n":1,"entry":1}""",
                $$"""{"type":"journal","n":{{n}},"entry":{{entry}} }"""
            )
            .ShouldBe(outcome);

    [Fact]
    public void A_regenerated_turn_marks_the_one_it_replaces()
    {
        var reducer = Log.Fold(Turn, Close, """{"type":"turn.open","turn":"U","replaces":"T"}""");

        reducer.State.Turns.Select(turn => turn.Superseded).ShouldBe([true, false]);
    }

    private static string Status(string status) => $$"""{"type":"item.status","item":"c","status":"{{status}}"}""";
}

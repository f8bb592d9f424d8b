using System.Text.Json;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Tests.Scripts;

/// <summary>A run says what comes next and when; nothing else moves it.</summary>
public sealed class ScriptRunTests
{
    private const string Approval = """
        - events:
            - { tool: pay, call: tc1, args: { amount: 20 } }
            - approval: Pay?
              id: ap1
              item: tc1
              on: { approve: [{ result: paid, call: tc1 }], reject: end, none: 30s }
            - { text: Done, pace: { every: 100ms } }
            - end: completed
        """;

    [Fact]
    public void Events_are_due_at_the_pace_of_the_script()
    {
        var run = Start(
            "- pace: { first: 180ms, every: 15ms }\n  events: [{ text: one two }, { wait: 1s }, { end: completed }]"
        );

        Rest(run)
            .Select(cue => $"{cue.Due.TotalMilliseconds} {cue.Event.Type}")
            .ShouldBe([
                "0 turn.open",
                "180 item.open",
                "195 text.append",
                "210 text.append",
                "225 item.close",
                "1240 turn.close",
            ]);
        run.Finished.ShouldBeTrue();
    }

    [Fact]
    public void Jitter_stays_in_its_bounds_and_comes_from_the_seed()
    {
        const string turns =
            "- pace: { every: 15ms, jitter: 5ms }\n  events: [{ text: a b c d e f g h i j k l m n }, { end: completed }]";

        var waits = Waits(Start(turns));

        waits.ShouldAllBe(wait => wait >= 10 && wait <= 20);
        waits.Distinct().Count().ShouldBeGreaterThan(5);
        Waits(Start(turns)).ShouldBe(waits);
        Waits(Start(turns, "seed: 2\n")).ShouldNotBe(waits);
    }

    [Fact]
    public void Without_waits_the_events_keep_their_order()
    {
        const string turns = """
            - pace: { every: 10ms }
              events:
                - parallel:
                    - { text: a b c d, item: x }
                    - { text: e f g h, item: "y", pace: { every: 4ms } }
                - end: completed
            """;

        var paced = Rest(Start(turns)).ConvertAll(cue => cue.Event);
        var hurried = Rest(Start(turns, options: new ScriptRunOptions { Pace = 0 }));

        hurried.ConvertAll(cue => cue.Event).ShouldBe(paced);
        hurried.ShouldAllBe(cue => cue.Due == TimeSpan.Zero);
    }

    [Fact]
    public void Lanes_without_a_pace_alternate()
    {
        var run = Start(
            "- events: [{ parallel: [{ text: a b, item: x }, { text: c d, item: y }] }, { end: completed }]"
        );

        Rest(run)
            .Select(cue => cue.Event)
            .OfType<TextAppend>()
            .Select(append => append.Text.Trim())
            .ShouldBe(["a", "c", "b", "d"]);
    }

    [Fact]
    public void Only_the_lane_that_asked_waits()
    {
        var run = Start(
            "- events: [{ parallel: [[{ approval: Sure?, on: { none: 30s } }, { journal: after }], { text: a b c }] }, { end: completed }]"
        );

        var said = TakeUntilQuiet(run);

        said.ShouldContain("item.close");
        said.ShouldNotContain("journal");
        run.Decide("ap1", Decisions.Approved, TimeSpan.FromSeconds(1)).ShouldBe(ScriptAnswer.Accepted);
        TakeUntilQuiet(run).ShouldBe(["approval.decision", "journal", "turn.close"]);
    }

    [Fact]
    public void What_follows_an_approval_counts_from_the_moment_of_the_decision()
    {
        var run = Start(Approval);
        TakeUntilQuiet(run).ShouldBe(["turn.open", "item.open", "tool.call", "approval.request"]);

        run.Decide("ap1", Decisions.Edited, TimeSpan.FromSeconds(7), JsonElement.Parse("[1]"), "ann")
            .ShouldBe(ScriptAnswer.Accepted);
        var rest = Rest(run);

        rest[0]
            .Event.ShouldBe(
                new ApprovalDecision
                {
                    Turn = "t1",
                    Item = "tc1",
                    Approval = "ap1",
                    Decision = Decisions.Edited,
                    By = "ann",
                    EditedArgs = ((ApprovalDecision)rest[0].Event).EditedArgs,
                }
            );
        rest.Select(cue => cue.Due.TotalSeconds).ShouldBe([7, 7, 7.1, 7.2, 7.3, 7.3]);
    }

    [Fact]
    public void A_refusal_ends_the_turn_where_the_script_says_so()
    {
        var run = Start(Approval);
        TakeUntilQuiet(run);

        run.Decide("ap1", Decisions.Rejected, TimeSpan.Zero);

        TakeUntilQuiet(run).ShouldBe(["approval.decision", "turn.close"]);
        run.Finished.ShouldBeTrue();
    }

    [Fact]
    public void A_decision_counts_once()
    {
        var run = Start(Approval);
        run.Decide("ap1", Decisions.Approved, TimeSpan.Zero).ShouldBe(ScriptAnswer.Unknown);
        TakeUntilQuiet(run);

        run.Decide("ap1", "maybe", TimeSpan.Zero).ShouldBe(ScriptAnswer.Conflict);
        run.Decide("ap1", Decisions.Approved, TimeSpan.Zero).ShouldBe(ScriptAnswer.Accepted);
        run.Decide("ap1", Decisions.Approved, TimeSpan.Zero).ShouldBe(ScriptAnswer.Repeated);
        run.Decide("ap1", Decisions.Rejected, TimeSpan.Zero).ShouldBe(ScriptAnswer.Conflict);
        run.Decide("ap9", Decisions.Approved, TimeSpan.Zero).ShouldBe(ScriptAnswer.Unknown);
    }

    [Fact]
    public void An_approval_expires_when_nobody_answers()
    {
        var run = Start(Approval);
        TakeUntilQuiet(run);

        run.Waiting.Single().Expires.ShouldBe(TimeSpan.FromSeconds(30));
        run.Decide("ap1", Decisions.Approved, TimeSpan.FromSeconds(30)).ShouldBe(ScriptAnswer.Gone);
        run.Next!.Value.ShouldSatisfyAllConditions(
            cue => cue.IsExpiry.ShouldBeTrue(),
            cue => cue.Due.ShouldBe(TimeSpan.FromSeconds(30)),
            cue => ((ApprovalDecision)cue.Event).Decision.ShouldBe(Decisions.Expired)
        );
        run.Take();

        TakeUntilQuiet(run).ShouldBe(["turn.close"]);
        run.Decide("ap1", Decisions.Approved, TimeSpan.FromSeconds(31)).ShouldBe(ScriptAnswer.Gone);
    }

    [Fact]
    public void The_script_itself_may_decide_for_somebody_else()
    {
        var run = Start(
            """
            - events:
                - parallel:
                    - - approval: Sure?
                        on: { approve: continue, reject: [{ journal: refused }], none: 30s }
                      - journal: after
                    - event: { type: approval.decision, approval: ap1, decision: rejected, by: ann }
                - end: completed
            """
        );

        TakeUntilQuiet(run)
            .ShouldBe(["turn.open", "approval.request", "approval.decision", "journal", "journal", "turn.close"]);
        run.Decide("ap1", Decisions.Approved, TimeSpan.Zero).ShouldBe(ScriptAnswer.Conflict);
    }

    [Fact]
    public void The_close_of_another_turn_ends_nothing()
    {
        var run = Start(
            "- events: [{ end: completed }]\n- events: [{ event: { type: turn.close, turn: t1, status: completed } }, { text: Hi }, { end: completed }]"
        );

        TakeUntilQuiet(run)
            .ShouldBe([
                "turn.open",
                "turn.close",
                "turn.open",
                "turn.close",
                "item.open",
                "text.append",
                "item.close",
                "turn.close",
            ]);
    }

    [Fact]
    public void An_event_as_it_is_written_may_be_anything_and_ends_nothing()
    {
        var run = Start(
            """
            - events:
                - event: { type: turn.open, turn: t1 }
                - event: { type: future.event, turn: t1, depth: [1, { a: b }] }
                - event: { type: text.append, turn: nobody, item: i9, text: lost }
                - event: { type: turn.close, turn: t1, status: failed }
                - text: still here
                  split: whole
                - end: completed
            """
        );

        TakeUntilQuiet(run)
            .ShouldBe([
                "turn.open",
                "turn.open",
                "future.event",
                "text.append",
                "turn.close",
                "item.open",
                "text.append",
                "item.close",
                "turn.close",
            ]);
        run.Finished.ShouldBeTrue();
    }

    [Fact]
    public void A_client_tool_waits_for_its_result()
    {
        var run = Start("- events: [{ client-tool: locate, result: here }, { end: completed }]");
        TakeUntilQuiet(run).ShouldBe(["turn.open", "item.open", "tool.call"]);
        run.Waiting.Single().Item.ShouldBe("tc1");
        var there = JsonElement.Parse("\"there\"");

        run.SubmitToolResult("tc9", there, isError: false, TimeSpan.Zero).ShouldBe(ScriptAnswer.Unknown);
        run.SubmitToolResult("tc1", there, isError: false, TimeSpan.Zero).ShouldBe(ScriptAnswer.Accepted);
        run.SubmitToolResult("tc1", there, isError: false, TimeSpan.Zero).ShouldBe(ScriptAnswer.Repeated);

        ((ToolResult)run.Take().Event).Result.GetString().ShouldBe("there");
        TakeUntilQuiet(run).ShouldBe(["turn.close"]);
    }

    [Fact]
    public void Cancelling_closes_the_turn_and_what_it_asked()
    {
        var run = Start(Approval + "\n- events: [{ end: completed }]");
        TakeUntilQuiet(run);

        run.Cancel("t9", TimeSpan.Zero).ShouldBe(ScriptAnswer.Unknown);
        run.Cancel("t1", TimeSpan.FromSeconds(2)).ShouldBe(ScriptAnswer.Accepted);

        run.Next!.Value.Due.ShouldBe(TimeSpan.FromSeconds(2));
        ((ApprovalDecision)run.Take().Event).Decision.ShouldBe(Decisions.Cancelled);
        ((TurnClose)run.Take().Event).Status.ShouldBe(TurnStatus.Cancelled);
        TakeUntilQuiet(run).ShouldBe(["turn.open", "turn.close"]);
        run.Cancel("t1", TimeSpan.FromSeconds(3)).ShouldBe(ScriptAnswer.Repeated);
        run.Cancel("t2", TimeSpan.FromSeconds(3)).ShouldBe(ScriptAnswer.Gone);
        run.Decide("ap1", Decisions.Approved, TimeSpan.FromSeconds(3)).ShouldBe(ScriptAnswer.Gone);
    }

    [Fact]
    public void Some_events_may_slip_out_after_a_cancellation()
    {
        var run = Start("- events: [{ text: a b c d e f g h }, { end: completed }]");
        for (var i = 0; i < 4; i++)
        {
            run.Take();
        }

        run.Cancel("t1", TimeSpan.Zero, lateEvents: 3);

        TakeUntilQuiet(run).ShouldBe(["text.append", "text.append", "text.append", "turn.close"]);
    }

    [Fact]
    public void A_turn_cancelled_before_its_first_event_opens_and_closes()
    {
        var run = Start("- events: [{ text: Hi }, { end: completed }]");

        run.Cancel("t1", TimeSpan.Zero);

        TakeUntilQuiet(run).ShouldBe(["turn.open", "turn.close"]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_pace_is_a_number_from_0(double pace) =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            Run("- events: []", options: new ScriptRunOptions { Pace = pace })
        );

    [Fact]
    public void An_approval_outlives_a_turn_that_is_only_interrupted()
    {
        var run = Start(
            """
            - events:
                - parallel:
                    - { approval: Sure?, on: { none: 30s } }
                    - end: interrupted
            """
        );

        TakeUntilQuiet(run).ShouldBe(["turn.open", "approval.request", "turn.close"]);
        run.Finished.ShouldBeFalse();
        run.Decide("ap1", Decisions.Approved, TimeSpan.Zero).ShouldBe(ScriptAnswer.Accepted);
        TakeUntilQuiet(run).ShouldBe(["approval.decision"]);
        run.Finished.ShouldBeTrue();
    }

    [Fact]
    public void A_user_opens_each_turn_and_shows_what_was_written()
    {
        var run = Run(
            "- { user: Hi, events: [{ end: completed }] }\n- { user: And?, events: [{ end: completed }] }",
            "advance: user\n"
        );
        run.Next.ShouldBeNull();

        run.StartTurn(TimeSpan.Zero).ShouldBe("t1");
        Rest(run).Select(cue => cue.Event).OfType<TextAppend>().Single().Text.ShouldBe("Hi");
        run.Finished.ShouldBeFalse();
        run.StartTurn(TimeSpan.FromSeconds(9), new UserMessage("Mine", "m1")).ShouldBe("t2");
        var second = Rest(run);

        second[0].Due.ShouldBe(TimeSpan.FromSeconds(9));
        second
            .Select(cue => cue.Event)
            .OfType<ItemOpen>()
            .Single()
            .ShouldSatisfyAllConditions(
                open => open.Role.ShouldBe("user"),
                open => open.ClientMessageId.ShouldBe("m1")
            );
        second.Select(cue => cue.Event).OfType<TextAppend>().Single().Text.ShouldBe("Mine");
        run.StartTurn(TimeSpan.FromSeconds(9)).ShouldBeNull();
        run.Finished.ShouldBeTrue();
    }

    [Fact]
    public void Turns_that_overlap_alternate()
    {
        var script = ShippedScripts.Find("S-TWO")! with { Overlap = true, Advance = ScriptAdvance.Auto };

        var turns = ScriptPlay.Events(script).Select(happening => happening.Turn!).ToArray();

        turns.Zip(turns.Skip(1)).Count(pair => pair.First != pair.Second).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void A_prefix_keeps_the_ids_of_two_runs_apart()
    {
        foreach (var name in ShippedScripts.Names.Where(name => name is not ("s-big" or "s-10k")))
        {
            var script = ShippedScripts.Find(name)!;
            var first = ScriptPlay.Events(script);
            var second = ScriptPlay.Events(script, options: new ScriptRunOptions { IdPrefix = "r2-" });

            Ids(second).ShouldBe(Ids(first).Select(id => "r2-" + id));
        }
    }

    [Fact]
    public void Taking_what_is_not_there_is_a_mistake() =>
        Should.Throw<InvalidOperationException>(() => Run("- events: []").Take());

    private static IEnumerable<string> Ids(IEnumerable<StreamEvent> journal) =>
        journal
            .SelectMany(happening =>
                new[]
                {
                    happening.Turn,
                    happening.Item,
                    (happening as ItemOpen)?.After,
                    (happening as TurnOpen)?.Replaces,
                    (happening as TurnOpen)?.Resumes,
                    (happening as ApprovalRequest)?.Approval,
                    (happening as ApprovalDecision)?.Approval,
                }
            )
            .OfType<string>();

    private static ScriptRun Start(string turns, string head = "", ScriptRunOptions? options = null)
    {
        var run = Run(turns, head, options);
        run.StartTurn(TimeSpan.Zero).ShouldBe("t1");
        return run;
    }

    private static ScriptRun Run(string turns, string head = "", ScriptRunOptions? options = null) =>
        new(ScriptFile.Parse($"streambench: 1\n{head}turns:\n{turns}", "test.yaml").Required, options);

    private static List<ScriptCue> Rest(ScriptRun run)
    {
        var cues = new List<ScriptCue>();
        while (run.Next is not null)
        {
            cues.Add(run.Take());
        }

        return cues;
    }

    private static List<string> TakeUntilQuiet(ScriptRun run)
    {
        var types = new List<string>();
        while (run.Next is { IsExpiry: false })
        {
            types.Add(run.Take().Event.Type);
        }

        return types;
    }

    private static double[] Waits(ScriptRun run)
    {
        var times = Rest(run).Select(cue => cue.Due.TotalMilliseconds).ToArray();
        return [.. times.Zip(times.Skip(1), (one, other) => other - one)];
    }
}

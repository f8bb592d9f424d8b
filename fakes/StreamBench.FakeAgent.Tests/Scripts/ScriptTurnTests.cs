using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;
using static StreamBench.FakeAgent.Tests.Scripts.RunningScript;

namespace StreamBench.FakeAgent.Tests.Scripts;

/// <summary>Turns begin, are cancelled, overlap and end; nothing else moves a run.</summary>
public sealed class ScriptTurnTests
{
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
}

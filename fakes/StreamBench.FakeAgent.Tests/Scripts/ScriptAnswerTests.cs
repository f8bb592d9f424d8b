using System.Text.Json;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;
using static StreamBench.FakeAgent.Tests.Scripts.RunningScript;

namespace StreamBench.FakeAgent.Tests.Scripts;

/// <summary>What a run waits for, and what comes of an answer, of none, and of a second one.</summary>
public sealed class ScriptAnswerTests
{
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
}

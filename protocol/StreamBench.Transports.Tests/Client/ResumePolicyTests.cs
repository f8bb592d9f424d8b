using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Transports.Tests.Client;

public sealed class ResumePolicyTests
{
    private static readonly ClientConfig Config = new()
    {
        InitialRetry = TimeSpan.FromMilliseconds(20),
        MaxRetry = TimeSpan.FromMilliseconds(200),
    };

    private readonly ResumePolicy policy = new(Config, new Random(1));

    /// <summary>How a stream can end while a turn is open, and what follows. No end is an answer.</summary>
    public static TheoryData<StreamEndKind, int, int, ResumeStep, string?> Ends =>
        new()
        {
            { StreamEndKind.Completed, 0, 0, ResumeStep.Connect, null },
            { StreamEndKind.Truncated, 0, 0, ResumeStep.Connect, null },
            { StreamEndKind.Reset, 0, 0, ResumeStep.Connect, null },
            { StreamEndKind.TimedOut, 0, 0, ResumeStep.Connect, null },
            { StreamEndKind.Unreachable, 0, 0, ResumeStep.Connect, null },
            { StreamEndKind.TooLarge, 0, 0, ResumeStep.Connect, null },
            { StreamEndKind.Corrupt, 0, 0, ResumeStep.Connect, null },
            { StreamEndKind.BadContentType, 0, 0, ResumeStep.Fail, "bad_content_type" },
            { StreamEndKind.BadRedirect, 0, 0, ResumeStep.Fail, "bad_redirect" },
            { StreamEndKind.Refused, 400, 0, ResumeStep.Fail, "http_400" },
            { StreamEndKind.Refused, 401, 0, ResumeStep.RefreshToken, null },
            { StreamEndKind.Refused, 403, 0, ResumeStep.Fail, "http_403" },
            { StreamEndKind.Refused, 404, 0, ResumeStep.Fail, "http_404" },
            { StreamEndKind.Refused, 408, 0, ResumeStep.Connect, null },
            { StreamEndKind.Refused, 410, 0, ResumeStep.FetchHistory, null },
            { StreamEndKind.Refused, 429, 0, ResumeStep.Connect, null },
            { StreamEndKind.Refused, 500, 0, ResumeStep.Connect, null },
            { StreamEndKind.Refused, 503, 0, ResumeStep.Connect, null },
            { StreamEndKind.Refused, 205, 0, ResumeStep.Fail, "http_205" },
            { StreamEndKind.Closed, 0, 1000, ResumeStep.Connect, null },
            { StreamEndKind.Closed, 0, 1001, ResumeStep.Connect, null },
            { StreamEndKind.Closed, 0, 1008, ResumeStep.Fail, "ws_1008" },
            { StreamEndKind.Closed, 0, 1011, ResumeStep.Connect, null },
            { StreamEndKind.Closed, 0, 1012, ResumeStep.Connect, null },
            { StreamEndKind.Closed, 0, 1013, ResumeStep.Connect, null },
            { StreamEndKind.Closed, 0, 4401, ResumeStep.RefreshToken, null },
            { StreamEndKind.Closed, 0, 4403, ResumeStep.Fail, "ws_4403" },
            { StreamEndKind.Closed, 0, 4410, ResumeStep.FetchHistory, null },
            { StreamEndKind.Closed, 0, 4429, ResumeStep.Connect, null },
        };

    [Theory]
    [MemberData(nameof(Ends))]
    public void An_end_in_mid_turn_is_followed_by(
        StreamEndKind kind,
        int status,
        int code,
        ResumeStep step,
        string? word
    )
    {
        var decision = policy.Decide(Ended(kind, status, code));

        decision.Step.ShouldBe(step);
        decision.Code.ShouldBe(word);
        decision.Cursor.ShouldBe(step == ResumeStep.Connect ? "1:5" : null);
    }

    [Fact]
    public void Nothing_more_to_come_ends_well_only_when_no_turn_is_open()
    {
        var finished = Ended(StreamEndKind.Finished, 204, 0);
        var done = new Interruption(InterruptionKind.Farewell) { Bye = ByeReason.Done };

        policy.Decide(finished with { IsTurnOpen = false }).Step.ShouldBe(ResumeStep.Finish);
        policy.Decide(done).Step.ShouldBe(ResumeStep.Finish);
        policy.Decide(finished).Step.ShouldNotBe(ResumeStep.Finish);
        policy.Decide(done with { IsTurnOpen = true }).Step.ShouldNotBe(ResumeStep.Finish);
    }

    [Fact]
    public void Waits_grow_to_their_bound_are_not_all_equal_and_start_anew_after_progress()
    {
        var waits = Enumerable.Range(0, 8).Select(_ => policy.Decide(Ended(StreamEndKind.Reset)).Wait).ToList();

        for (var n = 0; n < waits.Count; n++)
        {
            var cap = TimeSpan.FromMilliseconds(Math.Min(200, 20 << n));
            waits[n].ShouldBeInRange(cap / 2, cap);
        }

        waits.Skip(4).Distinct().Count().ShouldBeGreaterThan(1);
        policy.Advanced();
        policy.Decide(Ended(StreamEndKind.Reset)).Wait.ShouldBeLessThanOrEqualTo(Config.InitialRetry);
    }

    [Fact]
    public void Tries_in_vain_come_to_a_visible_end()
    {
        for (var n = 0; n < Config.MaxAttempts; n++)
        {
            policy.Decide(Ended(StreamEndKind.Unreachable)).Step.ShouldBe(ResumeStep.Connect);
        }

        policy
            .Decide(Ended(StreamEndKind.Unreachable))
            .ShouldBe(new ResumeDecision(ResumeStep.GiveUp, Code: "unreachable"));
    }

    [Fact]
    public void The_servers_wish_is_a_lower_bound()
    {
        var floor = TimeSpan.FromSeconds(3);
        var retryAfter = Ended(StreamEndKind.Refused, 503) with
        {
            End = new(StreamEndKind.Refused, StreamSide.Server, "") { Status = 503, RetryAfter = floor },
        };

        policy.Decide(Ended(StreamEndKind.Completed) with { Floor = floor }).Wait.ShouldBe(floor);
        policy.Decide(new Interruption(InterruptionKind.Hole) { Floor = floor }).Wait.ShouldBe(floor);
        policy.Decide(retryAfter).Wait.ShouldBe(floor);
    }

    [Fact]
    public void A_hole_is_repaired_by_replay_then_snapshot_then_history_then_given_up()
    {
        var hole = new Interruption(InterruptionKind.Hole)
        {
            Cursor = "1:5",
            LastSeq = 5,
            IsTurnOpen = true,
        };

        var steps = Enumerable.Range(0, Config.MaxRepairs + 1).Select(_ => policy.Decide(hole)).ToList();

        steps[0].ShouldBe(new ResumeDecision(ResumeStep.Connect, "1:5"));
        steps[1].Cursor.ShouldBe(StreamRequest.AnyOtherCursor);
        steps[2].Step.ShouldBe(ResumeStep.FetchHistory);
        steps[^1].ShouldBe(new ResumeDecision(ResumeStep.GiveUp, Code: "unrepaired"));
    }

    [Fact]
    public void A_hole_elsewhere_starts_with_a_replay_again()
    {
        policy.Decide(new Interruption(InterruptionKind.Hole) { Cursor = "1:5", LastSeq = 5 });

        var next = policy.Decide(new Interruption(InterruptionKind.Hole) { Cursor = "1:6", LastSeq = 6 });

        next.Cursor.ShouldBe("1:6");
    }

    [Fact]
    public void A_state_known_to_be_wrong_needs_a_snapshot_at_once()
    {
        var decision = policy.Decide(new Interruption(InterruptionKind.Diverged) { Cursor = "1:5", LastSeq = 5 });

        decision.ShouldBe(new ResumeDecision(ResumeStep.Connect, StreamRequest.AnyOtherCursor));
    }

    [Fact]
    public void A_token_is_refreshed_once_then_the_user_is_asked()
    {
        var refused = Ended(StreamEndKind.Refused, 401);

        policy.Decide(refused).Step.ShouldBe(ResumeStep.RefreshToken);
        policy.Decide(refused).ShouldBe(new ResumeDecision(ResumeStep.RequireAuth, Code: "auth_required"));
    }

    [Fact]
    public void A_limit_of_connections_is_met_with_patience()
    {
        var limit = new Interruption(InterruptionKind.Farewell) { Bye = ByeReason.Limit };

        policy.Decide(limit).Wait.ShouldBe(Config.MaxRetry * 4);
    }

    [Theory]
    [InlineData(InterruptionKind.Silence)]
    [InlineData(InterruptionKind.Asked)]
    public void Asking_again_uses_the_same_cursor_and_no_attempt(InterruptionKind kind)
    {
        for (var n = 0; n < 100; n++)
        {
            policy
                .Decide(new Interruption(kind) { Cursor = "1:5" })
                .ShouldBe(new ResumeDecision(ResumeStep.Connect, "1:5"));
        }
    }

    private static Interruption Ended(StreamEndKind kind, int status = 0, int? code = null) =>
        new(InterruptionKind.Ended)
        {
            End = new(kind, StreamSide.Server, "") { Status = status, Code = code },
            Cursor = "1:5",
            LastSeq = 5,
            IsTurnOpen = true,
        };
}

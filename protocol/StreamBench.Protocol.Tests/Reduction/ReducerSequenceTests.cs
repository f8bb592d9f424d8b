using System.Globalization;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;

namespace StreamBench.Protocol.Tests.Reduction;

/// <summary>Rules 3 to 7: epochs, snapshots, duplicates, gaps.</summary>
public class ReducerSequenceTests
{
    private static readonly List<StreamEvent> Script = Log.Of(
        """{"type":"turn.open","turn":"T"}""",
        """{"type":"item.open","turn":"T","item":"m","kind":"text"}""",
        """{"type":"text.append","item":"m","text":"a"}""",
        """{"type":"text.append","item":"m","text":"b"}""",
        """{"type":"turn.close","turn":"T","status":"completed"}"""
    );

    [Fact]
    public void An_event_that_jumps_a_gap_waits_and_names_what_is_missing()
    {
        var reducer = Log.Fold(Script[..1]);

        reducer.Apply(Script[3]).Single().ToString().ShouldBe("Buffered(missing 2..3)");
        reducer.Apply(Script[2]).Single().ToString().ShouldBe("Buffered(missing 2..2)");
        reducer.Missing.ShouldBe((2, 2));
        reducer.Apply(Script[1]).Select(o => $"{o.Seq} {o}").ShouldBe(["2 Applied", "3 Applied", "4 Applied"]);
        reducer.Missing.ShouldBeNull();
    }

    [Fact]
    public void The_257th_waiting_event_asks_for_a_resync()
    {
        var reducer = new Reducer();
        var outcomes = Enumerable
            .Range(2, Reducer.MaxPending + 1)
            .Select(seq => reducer.Apply(new UnknownEvent("x") { Seq = seq }).Single().Kind)
            .ToList();

        outcomes[..^1].ShouldAllBe(kind => kind == OutcomeKind.Buffered);
        outcomes[^1].ShouldBe(OutcomeKind.Resync);
        reducer.State.NeedResync.ShouldBeTrue();
        reducer.PendingCount.ShouldBe(Reducer.MaxPending);
    }

    [Theory]
    [InlineData(3, "a", null, "Duplicate")]
    [InlineData(3, "a", 99L, "Duplicate")]
    [InlineData(3, "x", null, "Conflict")]
    public void A_seq_that_comes_again(long seq, string text, long? at, string outcome)
    {
        var reducer = Log.Fold(Script);
        var before = reducer.Digest();

        reducer
            .Apply(
                new TextAppend
                {
                    Seq = seq,
                    Item = "m",
                    Text = text,
                    At = at,
                }
            )
            .Single()
            .ToString()
            .ShouldBe(outcome);
        reducer.Digest().ShouldBe(before);
    }

    [Fact]
    public void A_conflict_is_noticed_1023_events_later_and_forgotten_after_that()
    {
        var reducer = new Reducer();
        for (var seq = 1; seq <= 1024; seq++)
        {
            reducer.Apply(new UnknownEvent("x") { Seq = seq });
        }

        reducer.Apply(new UnknownEvent("y") { Seq = 1 }).Own.Kind.ShouldBe(OutcomeKind.Conflict);
        reducer.Apply(new UnknownEvent("x") { Seq = 1025 });
        reducer.Apply(new UnknownEvent("y") { Seq = 1 }).Own.Kind.ShouldBe(OutcomeKind.Duplicate);
    }

    [Fact]
    public void A_large_event_is_remembered_by_its_fingerprint()
    {
        var reducer = Log.Fold(Script[..2]);
        var large = new TextAppend
        {
            Seq = 3,
            Item = "m",
            Text = new string('x', 5000),
        };
        reducer.Apply(large);

        reducer.Apply(large with { At = 7 }).Own.Kind.ShouldBe(OutcomeKind.Duplicate);
        reducer.Apply(large with { Text = new string('y', 5000) }).Own.Kind.ShouldBe(OutcomeKind.Conflict);
    }

    [Fact]
    public void Epochs_go_forward_only_and_only_by_a_snapshot()
    {
        var reducer = Log.Fold(Script.Select(happening => happening with { Epoch = 2 }));

        reducer.Apply(Script[2] with { Epoch = 1 }).Single().ToString().ShouldBe("Stale(epoch)");
        reducer.Apply(Script[2] with { Epoch = 3 }).Single().ToString().ShouldBe("Resync(epoch)");
        reducer.State.NeedResync.ShouldBeTrue();

        var server = Log.Fold(Script[..3]);
        reducer.Apply(SnapshotOf(server, 1) with { Epoch = 3 }).Single().ToString().ShouldBe("Applied");
        (reducer.State.Epoch, reducer.State.LastSeq, reducer.State.NeedResync).ShouldBe((3, 1, false));
        reducer.Digest().ShouldBe(server.Digest());
        reducer.Apply(new UnknownEvent("x") { Seq = 2, Epoch = 3 }).Own.Kind.ShouldBe(OutcomeKind.Ignored);
    }

    [Fact]
    public void A_snapshot_ahead_replaces_everything_and_releases_what_follows_it()
    {
        var server = Log.Fold(Script[..4]);
        var client = Log.Fold(Script[..1]);
        client.Apply(Script[2]);
        client.Apply(Script[4]);

        client.Apply(SnapshotOf(server, 4)).Select(o => $"{o.Seq} {o}").ShouldBe(["4 Applied", "5 Applied"]);
        client.Digest().ShouldBe(Log.Fold(Script).Digest());
    }

    [Fact]
    public void A_snapshot_never_rolls_back()
    {
        var server = Log.Fold(Script[..3]);
        var client = Log.Fold(Script);
        var before = client.Digest();

        client.Apply(SnapshotOf(server, 3)).Single().ToString().ShouldBe("Stale(snapshot)");
        client.Apply(SnapshotOf(client, 5)).Single().ToString().ShouldBe("Stale(snapshot)");
        client.Digest().ShouldBe(before);
    }

    [Fact]
    public void The_same_snapshot_again_is_a_duplicate()
    {
        var snapshot = SnapshotOf(Log.Fold(Script), 6);
        var client = Log.Fold(Script);
        client.Apply(snapshot);

        client.Apply(snapshot with { At = 1 }).Single().Kind.ShouldBe(OutcomeKind.Duplicate);
    }

    [Fact]
    public void A_contiguous_snapshot_that_had_to_change_something_proves_divergence()
    {
        var snapshot = SnapshotOf(Log.Fold(Script), 6);
        var corrupt = Log.Fold(
            Script.Select(happening => happening is TextAppend { Text: "a" } a ? a with { Text = "x" } : happening)
        );

        corrupt.Apply(snapshot).Single().ToString().ShouldBe("Diverged(healed)");
        corrupt.State.NeedResync.ShouldBeFalse();
        corrupt.Digest().ShouldBe(snapshot.Digest);
    }

    [Fact]
    public void A_snapshot_that_was_expected_is_a_repair()
    {
        var server = Log.Fold(Script);
        var client = Log.Fold(Script[..4]);
        client.ExpectSnapshot();

        client.Apply(SnapshotOf(server, 5)).Single().ToString().ShouldBe("Applied");
    }

    [Fact]
    public void A_tampered_snapshot_is_refused()
    {
        var server = Log.Fold(Script);
        var client = Log.Fold(Script[..2]);
        var before = client.Digest();
        var forged = SnapshotOf(server, 9) with { State = Log.Fold(Script[..3]).ToStateJson() };

        client.Apply(forged).Single().ToString().ShouldBe("Rejected(bad-snapshot)");
        client.State.NeedResync.ShouldBeTrue();
        (client.Digest(), client.State.LastSeq).ShouldBe((before, 2));
    }

    [Theory]
    [InlineData("checkpoint", true)]
    [InlineData("checkpoint", false)]
    [InlineData("turn.close", true)]
    [InlineData("turn.close", false)]
    public void A_digest_on_the_way_is_checked(string carrier, bool right)
    {
        var whole = Log.Fold(Script).Digest();
        var digest = right ? whole : whole.Replace("sha256:", "sha256:0", StringComparison.Ordinal);
        var (reducer, last) =
            carrier == "checkpoint"
                ? (Log.Fold(Script), (StreamEvent)new Checkpoint { Seq = 6, Digest = digest })
                : (Log.Fold(Script[..4]), ((TurnClose)Script[4]) with { Digest = digest });

        reducer.Apply(last).Single().ToString().ShouldBe(right ? "Applied" : "Diverged(digest)");
        reducer.State.NeedResync.ShouldBe(!right);
    }

    [Fact]
    public void Errors_are_recorded_up_to_a_bound_and_never_enter_the_state()
    {
        var reducer = new Reducer();
        var empty = reducer.Digest();

        for (var seq = 1; seq <= Reducer.MaxErrors + 3; seq++)
        {
            reducer.Apply(
                new StreamError
                {
                    Seq = seq,
                    Scope = "stream",
                    Code = seq.ToString(CultureInfo.InvariantCulture),
                    Message = "m",
                }
            );
        }

        reducer.Digest().ShouldBe(empty);
        reducer
            .Errors.Select(e => e.Code)
            .ShouldBe(Enumerable.Range(4, Reducer.MaxErrors).Select(n => n.ToString(CultureInfo.InvariantCulture)));
    }

    private static Snapshot SnapshotOf(Reducer server, long seq) =>
        new()
        {
            Seq = seq,
            State = StateJson.Write(server.State),
            Digest = server.Digest(),
        };
}

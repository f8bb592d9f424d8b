using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Transports.Tests.Client;

public sealed class ConversationFoldTests
{
    private readonly ConversationFold fold = new();

    [Fact]
    public void The_cursor_is_that_of_the_last_event_in_sequence()
    {
        fold.Apply(Open(1), "c1");
        fold.Apply(Note(2), "c2");

        fold.Cursor.ShouldBe("c2");
    }

    [Fact]
    public void An_event_behind_a_hole_lends_its_cursor_only_when_the_hole_is_filled()
    {
        fold.Apply(Open(1), "c1");

        fold.Apply(Note(4), "c4");
        fold.Apply(Note(3), "c3");
        fold.Cursor.ShouldBe("c1");

        fold.Apply(Note(2), "c2");
        fold.Cursor.ShouldBe("c4");
    }

    [Fact]
    public void Duplicates_stale_events_and_events_without_a_cursor_leave_it_alone()
    {
        fold.Apply(Open(1), "c1");
        fold.Apply(Note(2), "c2");

        fold.Apply(Open(1), "old");
        fold.Apply(Note(2), "again");
        fold.Apply(Note(3), null);

        fold.Cursor.ShouldBe("c2");
        fold.State.LastSeq.ShouldBe(3);
    }

    [Fact]
    public void A_priming_cursor_counts_unless_it_would_jump_over_a_hole()
    {
        fold.Prime("c0");
        fold.Cursor.ShouldBe("c0");

        fold.Apply(Note(2), "c2");
        fold.Prime("c9");

        fold.Cursor.ShouldBe("c0");
    }

    [Fact]
    public void Open_turns_time_out_for_the_time_being()
    {
        fold.Apply(Open(1), "c1");

        foreach (var close in fold.TimeOutTurns())
        {
            fold.Apply(close, null);
        }

        fold.State.Turns.ShouldHaveSingleItem().Status.ShouldBe(TurnStatus.TimedOut);
        fold.Cursor.ShouldBe("c1");
        fold.Apply(
            new TurnClose
            {
                Seq = 2,
                Turn = "t1",
                Status = TurnStatus.Completed,
            },
            "c2"
        );
        fold.State.Turns.ShouldHaveSingleItem().Status.ShouldBe(TurnStatus.Completed);
    }

    private static TurnOpen Open(long seq) => new() { Seq = seq, Turn = "t1" };

    private static StreamError Note(long seq) =>
        new()
        {
            Seq = seq,
            Scope = "stream",
            Code = $"n{seq}",
            Message = "for counting",
        };
}

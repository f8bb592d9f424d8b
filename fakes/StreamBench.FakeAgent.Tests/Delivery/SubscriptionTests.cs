using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Tests.Delivery;

public sealed class SubscriptionTests
{
    [Fact]
    public void Reader_that_falls_behind_is_told_so()
    {
        using var desk = new Desk(Lagging(3));
        var subscription = desk.Subscribe();
        Desk.Seqs(subscription).ShouldBe("hello");

        desk.Say("a", "b", "c", "d");

        Desk.Collect(subscription).Single().Payload.ShouldBe(new Bye { Reason = "slow_consumer", RetryMs = 1_000 });
        subscription.End.ShouldBe(StreamEnd.SlowConsumer);
    }

    [Fact]
    public void Reader_within_the_bound_is_served()
    {
        using var desk = new Desk(Lagging(3));
        var subscription = desk.Subscribe();
        Desk.Seqs(subscription).ShouldBe("hello");

        desk.Say("a", "b", "c");

        Desk.Seqs(subscription).ShouldBe("1 2 3");
    }

    [Fact]
    public void Reader_whose_events_were_evicted_is_told_so()
    {
        using var desk = new Desk();
        desk.Say("a", "b");
        var subscription = desk.Subscribe();

        desk.Conversation.Evict();

        Desk.Seqs(subscription).ShouldBe("hello bye");
    }

    [Fact]
    public void Reader_that_falls_behind_may_get_a_snapshot_instead()
    {
        using var desk = new Desk(Lagging(3));
        var subscription = desk.Subscribe(behaviour: new AgentBehaviour { SlowConsumersGetSnapshot = true });
        Desk.Seqs(subscription).ShouldBe("hello");
        desk.Play();

        var all = Desk.Collect(subscription);

        all.Select(o => o.Payload.Type).ShouldBe(["snapshot", "bye"]);
        all[0].Cursor.ShouldBe(desk.Conversation.Journal.CursorText(desk.Conversation.Journal.Window.LastSeq));
    }

    [Fact]
    public void Snapshot_waits_until_half_an_emoji_is_whole()
    {
        using var desk = new Desk();
        desk.Conversation.Inject(new TurnOpen { Turn = "t1" });
        desk.Conversation.Inject(
            new ItemOpen
            {
                Turn = "t1",
                Item = "i1",
                Kind = "text",
            }
        );
        desk.Say("\ud83d");
        desk.Conversation.Evict();
        var subscription = desk.Subscribe();

        Desk.Seqs(subscription).ShouldBe("hello");
        desk.Say("\ude00");
        var all = Desk.Collect(subscription);

        all.Single().Payload.ShouldBeOfType<Snapshot>().Seq.ShouldBe(4);
    }

    [Fact]
    public void Two_runs_never_mix_their_turns()
    {
        using var desk = new Desk(new ConversationOptions(), "s-hello");
        desk.Conversation.Submit("one", "m1").Turn.ShouldBe("t1");
        desk.Conversation.Submit("two", "m2").Turn.ShouldBe("r2.t1");

        for (var i = 0; i < 600; i++)
        {
            desk.Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        var turns = desk.Conversation.Journal.Events().Select(e => e.Turn).ToList();
        turns.LastIndexOf("t1").ShouldBeLessThan(turns.IndexOf("r2.t1"));
        desk.Conversation.IsFinished.ShouldBeTrue();
    }

    private static ConversationOptions Lagging(int events) =>
        new()
        {
            Pace = 0,
            Subscriptions = new SubscriptionLimits { MaxLag = events },
        };
}

using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.FakeAgent.Tests.Delivery;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Tests.Conversations;

public sealed class HoldTests
{
    [Fact]
    public void The_play_stops_after_the_event_and_goes_on_when_released()
    {
        using var desk = new Desk();
        desk.Conversation.HoldAfter(6);

        desk.Play();
        var held = (desk.Conversation.IsHeld, Last(desk));
        desk.Conversation.Release();
        desk.Time.Advance(TimeSpan.Zero);

        held.ShouldBe((true, 6));
        desk.Conversation.IsFinished.ShouldBeTrue();
        desk.Conversation.IsHeld.ShouldBeFalse();
        desk.Conversation.Journal.Events()[^1].ShouldBeOfType<TurnClose>();
    }

    [Fact]
    public void A_hold_before_the_first_event_keeps_everything_back()
    {
        using var desk = new Desk();
        desk.Conversation.HoldAfter(0);

        desk.Play();

        Last(desk).ShouldBe(0);
    }

    [Fact]
    public void A_hold_after_the_last_event_keeps_the_good_bye_back()
    {
        using var desk = new Desk();
        using var undisturbed = new Desk();
        undisturbed.Play();
        var end = Last(undisturbed);
        desk.Conversation.HoldAfter(end);
        var reader = desk.Subscribe();

        desk.Play();
        var before = Desk.Seqs(reader);
        desk.Conversation.Release();

        before.ShouldEndWith($" {end}");
        Desk.Seqs(reader).ShouldBe("bye");
    }

    [Fact]
    public void The_next_place_may_be_named_during_a_hold()
    {
        using var desk = new Desk();
        desk.Conversation.HoldAfter(3);
        desk.Play();

        desk.Conversation.HoldAfter(5);
        desk.Conversation.Release();
        desk.Time.Advance(TimeSpan.Zero);

        (desk.Conversation.IsHeld, Last(desk)).ShouldBe((true, 5));
    }

    [Fact]
    public void Cancel_during_a_hold_is_taken_and_said_after_it()
    {
        using var desk = new Desk(script: "s-tool");
        desk.Conversation.HoldAfter(6);
        desk.Play();

        desk.Conversation.Cancel("t1").ShouldBe(ScriptAnswer.Accepted);
        desk.Time.Advance(TimeSpan.FromMinutes(1));
        var duringHold = Last(desk);
        desk.Conversation.Release();
        desk.Time.Advance(TimeSpan.Zero);

        duringHold.ShouldBe(6);
        var close = desk.Conversation.Journal.Events().OfType<TurnClose>().Single();
        (close.Seq, close.Status).ShouldBe((7, TurnStatus.Cancelled));
    }

    [Fact]
    public void The_clock_of_the_script_stands_still()
    {
        using var free = new Desk(new ConversationOptions(), "refund");
        free.Play();
        var place = Last(free);
        var pause = Until(free, place + 1);
        using var desk = new Desk(new ConversationOptions(), "refund");
        desk.Conversation.HoldAfter(place);
        desk.Play();

        desk.Time.Advance(TimeSpan.FromMinutes(10));
        desk.Conversation.Release();
        desk.Time.Advance(TimeSpan.Zero);

        pause.ShouldBeGreaterThan(0);
        Last(desk).ShouldBe(place);
        Until(desk, place + 1).ShouldBe(pause);
    }

    [Fact]
    public void Restart_and_eviction_work_during_a_hold()
    {
        using var desk = new Desk(script: "s-tool");
        desk.Conversation.HoldAfter(6);
        desk.Play();

        desk.Conversation.Evict(2);
        var evicted = desk.Conversation.Journal.Window;
        desk.Conversation.Restart();
        desk.Conversation.Release();
        desk.Time.Advance(TimeSpan.Zero);

        evicted.FirstSeq.ShouldBe(5);
        desk.Conversation.Journal.Epoch.ShouldBe(2);
        desk.Conversation.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_waits_for_a_moment_is_told_when_it_comes()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c");
        conversation.HoldAfter(4);
        var (held, third, fifth) = (
            conversation.WhenHeldAsync(world.Watchdog),
            conversation.WhenJournalledAsync(3, world.Watchdog),
            conversation.WhenJournalledAsync(5, world.Watchdog)
        );
        var second = conversation.WhenSubscribedAsync(2, world.Watchdog);

        conversation.Submit("hi", "m1");
        await held;
        await third;
        var firstStream = await world.ListenAsync("c");
        await conversation.WhenSubscribedAsync(1, world.Watchdog);
        var early = (fifth.IsCompleted, second.IsCompleted);
        using var secondStream = await world.ListenAsync("c");
        await second;
        conversation.Release();
        await fifth;
        await conversation.WhenFinishedAsync(world.Watchdog);

        firstStream.Dispose();
        (await secondStream.ReadAllAsync())[^1].Type.ShouldBe("bye");
        await conversation.WhenNobodyListensAsync(world.Watchdog);
        early.ShouldBe((false, false));
    }

    [Fact]
    public async Task Holds_are_there_over_http()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c");

        await world.PostAsync("c/hold?after=3", "");
        conversation.Submit("hi", "m1");
        await conversation.WhenHeldAsync(world.Watchdog);
        var wrong = await world.PostAsync("c/hold?after=soon", "");
        var released = await World.ReadAsync(await world.PostAsync("c/release", ""));
        await conversation.WhenFinishedAsync(world.Watchdog);

        (await World.ErrorCodeAsync(wrong)).ShouldBe("bad_after");
        released.GetProperty("lastSeq").GetInt64().ShouldBeGreaterThanOrEqualTo(3);
    }

    private static long Last(Desk desk) => desk.Conversation.Journal.Window.LastSeq;

    // Milliseconds until the journal has event n.
    private static int Until(Desk desk, long seq)
    {
        var passed = 0;
        for (; Last(desk) < seq && passed < 60_000; passed++)
        {
            desk.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        return passed;
    }
}

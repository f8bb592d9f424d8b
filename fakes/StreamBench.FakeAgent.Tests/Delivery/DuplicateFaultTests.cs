using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Tests.Delivery;

public sealed class DuplicateFaultTests
{
    [Fact]
    public void Copy_may_come_some_events_later() =>
        Delivered(
                new EventFault
                {
                    Do = "duplicate",
                    At = new FaultPlace { Seq = 2 },
                    Later = 3,
                }
            )
            .ShouldBe("hello 1 2 3 4 5 2 6 7 8 9");

    [Fact]
    public void Copy_that_is_still_due_comes_at_the_end()
    {
        using var desk = new Desk();
        desk.Play();
        var fault = new EventFault
        {
            Do = "duplicate",
            At = new FaultPlace { Seq = 2 },
            Later = 1_000,
        };

        Desk.Seqs(desk.Subscribe(behaviour: new AgentBehaviour { Faults = [fault] })).ShouldEndWith("12 2 bye");
    }

    [Fact]
    public void The_last_few_come_again_after_each_so_many() =>
        Delivered(
                new EventFault
                {
                    Do = "duplicate",
                    At = new FaultPlace { Every = 4 },
                    Last = 3,
                }
            )
            .ShouldBe("hello 1 2 3 4 2 3 4 5 6 7 8 6 7 8 9");

    [Fact]
    public void A_delta_comes_again_after_its_item_and_after_its_turn_have_closed()
    {
        using var desk = new Desk();
        desk.Play();
        var third = new FaultPlace { Type = EventTypes.TextAppend, Nth = 3 };
        var faults = new[]
        {
            new EventFault
            {
                Do = "duplicate",
                At = third,
                Until = new FaultPlace { Type = EventTypes.ItemClose },
            },
            new EventFault
            {
                Do = "duplicate",
                At = third,
                Until = new FaultPlace { Type = EventTypes.TurnClose },
            },
        };

        var types = Desk.Collect(desk.Subscribe(behaviour: new AgentBehaviour { Faults = faults }))
            .Select(o => o.Payload.Type);

        string.Join(' ', types).ShouldEndWith("text.append item.close text.append turn.close text.append bye");
    }

    [Fact]
    public void Wrong_members_are_named()
    {
        var fault = new EventFault
        {
            Do = "duplicate",
            Last = 0,
            Later = -1,
            Until = new FaultPlace { Nth = 3 },
            At = new FaultPlace { Every = 0 },
        };

        fault
            .Validate("faults[0]")
            .Select(p => p.Split(':')[0])
            .ShouldBe(["faults[0].last", "faults[0].later", "faults[0].until", "faults[0].at.every"]);
    }

    private static string Delivered(EventFault fault)
    {
        using var desk = new Desk();
        desk.Say([.. Enumerable.Range(1, 9).Select(i => $"w{i}")]);
        return Desk.Seqs(desk.Subscribe(behaviour: new AgentBehaviour { Faults = [fault] }));
    }
}

using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Tests.Delivery;

public sealed class LeakFaultTests
{
    [Fact]
    public void The_event_comes_in_both_streams_and_once()
    {
        using var desk = new Desk(Leaking(to: "theirs"));
        var theirs = desk.Create("theirs");
        var reader = desk.Subscribe();
        var stranger = desk.Subscribe(theirs);
        Desk.Seqs(stranger).ShouldBe("hello");

        desk.Say("a", "b", "c");

        Desk.Seqs(reader).ShouldBe("hello 1 2 3");
        Desk.Collect(stranger).Single().Payload.ShouldBeOfType<TextAppend>().Text.ShouldBe("b");
        Desk.Seqs(reader).ShouldBe("");
        Desk.Seqs(stranger).ShouldBe("");
    }

    [Fact]
    public void It_waits_for_a_reader()
    {
        using var desk = new Desk(Leaking(to: "theirs"));
        var theirs = desk.Create("theirs");
        var reader = desk.Subscribe();
        desk.Say("a", "b");
        Desk.Seqs(reader).ShouldBe("hello 1 2");

        Desk.Seqs(desk.Subscribe(theirs)).ShouldBe("hello 2");
    }

    [Fact]
    public void Where_there_is_no_such_conversation_nothing_happens()
    {
        using var desk = new Desk(Leaking(to: "nobody"));
        var reader = desk.Subscribe();

        desk.Say("a", "b");

        Desk.Seqs(reader).ShouldBe("hello 1 2");
    }

    [Fact]
    public void Whither_has_to_be_said()
    {
        var leak = new EventFault { Do = "leak" };

        leak.Validate("faults[0]")
            .ShouldBe(["faults[0].to: is missing: the conversation whose stream shows the event"]);
    }

    private static ConversationOptions Leaking(string to) =>
        new()
        {
            Pace = 0,
            Behaviour = new AgentBehaviour
            {
                Faults =
                [
                    new EventFault
                    {
                        Do = "leak",
                        At = new FaultPlace { Nth = 2 },
                        To = to,
                    },
                ],
            },
        };
}

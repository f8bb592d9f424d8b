using System.Runtime.CompilerServices;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Tests.Delivery;
using StreamBench.Testing;

namespace StreamBench.FakeAgent.Tests.Conversations;

public sealed class RetirementTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly Agenda agenda;
    private readonly ConversationRegistry registry;

    public RetirementTests()
    {
        agenda = new Agenda(time);
        registry = new ConversationRegistry(new ConversationOptions(), bound: 10, agenda, time);
    }

    public void Dispose() => agenda.Dispose();

    [Fact]
    public void A_removed_conversation_plays_no_further()
    {
        var conversation = registry.Create("c1", ShippedScripts.Find("s-appr")!)!;
        conversation.Submit("hi", null);
        time.Advance(TimeSpan.FromSeconds(30));
        conversation.IsFinished.ShouldBeFalse(); // its approval has not expired

        registry.Remove("c1");
        var atRemoval = conversation.Journal.Window.LastSeq;
        time.Advance(TimeSpan.FromHours(1));

        conversation.Journal.Window.LastSeq.ShouldBe(atRemoval);
    }

    [Fact]
    public void Streams_of_a_removed_conversation_end_and_none_begins()
    {
        using var desk = new Desk(new ConversationOptions(), "s-appr");
        var before = desk.Subscribe();
        desk.Play();

        desk.Remove().ShouldBeTrue();
        var after = desk.Subscribe();

        List<Outgoing> said = [];
        while (before.Collect(said) || after.Collect(said)) { }
        before.End.ShouldBe(StreamEnd.Restarted);
        after.End.ShouldBe(StreamEnd.Restarted);
    }

    [Fact]
    public void A_removed_conversation_is_let_go_of_while_an_approval_of_it_is_still_to_expire()
    {
        var conversation = Play("s-appr");

        registry.Remove("c1");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        conversation.IsAlive.ShouldBeFalse();
    }

    // In a frame of its own, so that no local of the test keeps the conversation.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference Play(string script)
    {
        var conversation = registry.Create("c1", ShippedScripts.Find(script)!)!;
        conversation.Submit("hi", null);
        time.Advance(TimeSpan.FromSeconds(30));
        conversation.Journal.Events().ShouldContain(happening => happening is Protocol.Events.ApprovalRequest);
        conversation.IsFinished.ShouldBeFalse();
        return new WeakReference(conversation);
    }
}

using System.Text.Json;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Transports.Client;

namespace StreamBench.Transports.Tests.Live;

public sealed class FiveTransportsTests
{
    public static TheoryData<string> Transports => [.. StreamTransports.Names];

    [Theory]
    [InlineData("s-hello")]
    [InlineData("s-tool")]
    [InlineData("s-par")]
    [InlineData("s-multi")]
    [InlineData("s-two")]
    [InlineData("s-struct")]
    [InlineData("s-uni")]
    [InlineData("s-long")]
    public async Task The_same_script_gives_one_digest_on_five_transports(string script)
    {
        await using var world = await AgentWorld.StartAsync();
        var journal = world.Played(script).Journal.Read();

        foreach (var transport in StreamTransports.Names)
        {
            await using var client = world.Client(script, transport);
            var seen = await client.RunAsync(cancellation: world.Watchdog);

            seen.Outcome.ShouldBe(ClientOutcome.Ok, transport);
            seen.Digest.ShouldBe(journal.Digest, transport);
            seen.LastSeq.ShouldBe(journal.Seq, transport);
            seen.Cursor.ShouldBe(journal.Cursor, transport);
            seen.Outcomes.Keys.ShouldBe([OutcomeKind.Applied], transport);
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_turn_is_followed_while_it_is_spoken(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Create("s-tool", pace: 0.2);
        await using var client = world.Client("s-tool", transport);

        var sent = await client.SubmitAsync(new ChatMessage("Where is my order?", "m1"));
        var again = await client.SubmitAsync(new ChatMessage("Where is my order?", "m1"));
        var seen = await client.RunAsync(cancellation: world.Watchdog);

        sent.Text("turn").ShouldNotBeNull().ShouldBe(again.Text("turn"));
        seen.Outcome.ShouldBe(ClientOutcome.Ok);
        seen.Digest.ShouldBe(conversation.Journal.Read().Digest);
        seen.InputEnabled.ShouldBeTrue();
        seen.Requests.Select(request => (request.Name, request.Key)).ShouldBe([("submit", "m1"), ("submit", "m1")]);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task An_approval_is_decided_once_and_the_turn_goes_on(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Create("s-appr");
        await using var client = world.Client("s-appr", transport);
        await client.SubmitAsync(new ChatMessage("Delete it", "m1"));
        var running = client.RunAsync(cancellation: world.Watchdog);
        await client.WhenAsync(state => state.Approvals.Count == 1).WaitAsync(world.Watchdog);
        var approval = client.Read(reducer => reducer.State.Approvals[0].Id);

        var first = await client.DecideAsync(approval, Decisions.Approved);
        var second = await client.DecideAsync(approval, Decisions.Approved);
        var other = await client.DecideAsync(approval, Decisions.Rejected);
        var seen = await running;

        (first.IsSuccess, second.IsSuccess, other.Status).ShouldBe((true, true, 409));
        seen.Outcome.ShouldBe(ClientOutcome.Ok);
        seen.Digest.ShouldBe(conversation.Journal.Read().Digest);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_turn_is_cancelled_by_its_own_id(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Create("s-appr");
        await using var client = world.Client("s-appr", transport);
        var turn = (await client.SubmitAsync(new ChatMessage("Delete it", "m1"))).Text("turn").ShouldNotBeNull();
        var running = client.RunAsync(cancellation: world.Watchdog);
        await client.WhenAsync(state => state.Approvals.Count == 1).WaitAsync(world.Watchdog);

        var unknown = await client.CancelTurnAsync("nobody");
        var cancelled = await client.CancelTurnAsync(turn);
        var seen = await running;

        (unknown.Status, cancelled.IsSuccess).ShouldBe((404, true));
        seen.Digest.ShouldBe(conversation.Journal.Read().Digest);
        client.Read(reducer => reducer.State.Turns[0].Status).ShouldBe(TurnStatus.Cancelled);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task The_result_of_a_tool_at_the_clients_side_is_brought_once(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Create(
            "s-ctool",
            new AgentBehaviour { LosesAnswers = new LostAnswer { Requests = [LostAnswer.ToolResults] } }
        );
        conversation.HoldAfter(16); // the call: what is brought shows only once the lost answer has been asked for again
        await using var client = world.Client("s-ctool", transport);
        await client.SubmitAsync(new ChatMessage("Where am I?", "m1"));
        var running = client.RunAsync(cancellation: world.Watchdog);
        await client.WhenAsync(state => state.Items.ContainsKey("tc1")).WaitAsync(world.Watchdog);
        await conversation.WhenJournalledAsync(16, world.Watchdog);

        var brought = await client.SubmitToolResultAsync("tc1", JsonElement.Parse("""{"city":"Bern"}"""));

        if (transport == "grpc")
        {
            brought.Status.ShouldBe(501, "the native service has no such call");
            return;
        }

        brought.IsSuccess.ShouldBeTrue();
        conversation.Release();
        var seen = await running;
        seen.Digest.ShouldBe(conversation.Journal.Read().Digest);
        conversation.Journal.Events().OfType<ToolResult>().Count().ShouldBe(1);
        world
            .Requests.Of("s-ctool")
            .Where(request => request.Path.EndsWith("/result", StringComparison.Ordinal))
            .Select(request => request.IdempotencyKey)
            .ShouldBe(["s-ctool/tc1/result", "s-ctool/tc1/result"]);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task History_and_the_stream_after_it_add_up_to_the_same_state(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Create("s-appr");
        await using var late = world.Client("s-appr", transport);
        conversation.Submit(null, null);
        SpinWait.SpinUntil(() => conversation.Journal.Read().Seq > 5, TimeSpan.FromSeconds(30)).ShouldBeTrue();

        (await late.LoadHistoryAsync()).IsSuccess.ShouldBeTrue();
        var at = late.Read(reducer => reducer.State.LastSeq);
        conversation.Cancel(late.Read(reducer => reducer.State.Turns[0].Id));
        var seen = await late.RunAsync(cancellation: world.Watchdog);

        at.ShouldBeGreaterThan(5);
        seen.Connections[0].Cursor.ShouldBe($"1:{at}");
        seen.Digest.ShouldBe(conversation.Journal.Read().Digest);
    }
}

using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Tests.Adapters;

/// <summary>The two ways in which pages read Convobase's stream, against a server in this process.</summary>
public sealed class ConvobaseClientTests
{
    private const string Unchecked = "Convobase was not read with fetch and with an EventSource";

    [Theory]
    [InlineData("convobase-fetch", "s-hello")]
    [InlineData("convobase-fetch", "s-tool")]
    [InlineData("convobase-eventsource", "s-hello")]
    [InlineData("convobase-eventsource", "s-tool")]
    public async Task A_reader_ends_in_the_projected_state(string adapter, string script)
    {
        var node = await NodeAdapter.ReadyAsync(adapter, Unchecked);
        await using var world = await World.OpenAsync();
        var conversation = world.Create(script, script);

        var run = await node.RunAsync($"client.mjs {script}", world);

        Projected.ReadBy(run).ShouldBe(Projected.Of("convobase", conversation));
    }

    [Fact]
    public async Task An_EventSource_whose_stream_ends_too_early_comes_back_for_the_rest()
    {
        var node = await NodeAdapter.ReadyAsync("convobase-eventsource", Unchecked);
        await using var world = await World.OpenAsync();
        var conversation = world.Create("s-tool", "s-tool");
        conversation.HoldAfter(7);
        var reading = node.RunAsync("client.mjs s-tool", world);
        await conversation.WhenDeliveredAsync(7, TestContext.Current.CancellationToken);

        conversation.SendAway(ByeReason.Drain);
        conversation.Release();
        var run = await reading;

        Projected.ReadBy(run).ShouldBe(Projected.Of("convobase", conversation));
        world.Server.Requests.Of("s-tool").Select(one => one.Cursor).ShouldBe([null, "7"]);
        conversation.Journal.Events().OfType<TurnOpen>().Count().ShouldBe(1);
    }
}

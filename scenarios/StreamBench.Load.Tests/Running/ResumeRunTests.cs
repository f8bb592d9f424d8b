using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;
using StreamBench.Load.Counters;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Tests.Running;

/// <summary>A stream that is broken off asks for what follows, and gets nothing twice.</summary>
public sealed class ResumeRunTests
{
    private const int Streams = 5;
    private const string Script = "s-tool";

    [Theory]
    [InlineData("sse", 1)]
    [InlineData("ndjson", 1)]
    [InlineData("ws", 1)]
    [InlineData("sse", 0)]
    [InlineData("ndjson", 0)]
    [InlineData("ws", 0)]
    public async Task A_stream_that_is_broken_off_goes_on_after_its_last_event(string transport, double verified)
    {
        await using var server = await AgentServer.StartAsync(Script);
        Break(server);

        var result = await (
            Runs.Plan(Script, Streams) with
            {
                Target = new LoadTarget { Transport = transport },
                Verify = verified,
            }
        ).PlayAsync(server);

        var tally = result.All();
        (tally[Counter.Completed], tally[Counter.Reconnects]).ShouldBe((Streams, Streams));
        tally[Counter.Verified].ShouldBe((long)(Streams * verified));
        for (var i = 0; i < Streams; i++)
        {
            await server.Requests.WhenAnsweredAsync($"load-1-0-{i}", TestContext.Current.CancellationToken);
            server
                .Requests.Of($"load-1-0-{i}")
                .Select(request => request.Cursor)
                .Last()
                .ShouldNotBeNull()
                .ShouldMatch("^[0-9]+:[1-6]$");
        }
    }

    // The sixth event breaks each stream off, once.
    private static void Break(AgentServer server)
    {
        var behaviour = new AgentBehaviour
        {
            Faults =
            [
                new EventFault
                {
                    Do = "abort",
                    At = new FaultPlace { Seq = 6 },
                    Times = 1,
                },
            ],
        };
        for (var i = 0; i < Streams; i++)
        {
            server
                .Conversations.Create(
                    $"load-1-0-{i}",
                    ShippedScripts.Find(Script)!,
                    new ConversationOptions { Behaviour = behaviour }
                )
                .ShouldNotBeNull();
        }
    }
}

using NBomber.CSharp;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Load.Tests.Engine.Loop;
using StreamBench.Load.Tests.Running;
using StreamBench.NBomber;

namespace StreamBench.Load.Tests.Bridge;

/// <summary>The bridge for NBomber is built and run beside what it stands on, so that it cannot rot outside the solution.</summary>
public sealed class NBomberBridgeTests
{
    private static readonly string[] Clocks = ["headers", "ttfe", "ttfc", "turn"];

    [Fact]
    public async Task A_good_turn_is_a_good_step_for_each_clock()
    {
        await using var server = await AgentServer.StartAsync();

        var (response, steps) = await PlayAsync(new StreamTarget(server.Address) { Script = "s-tool" });

        response.ShouldNotBeNull();
        (response.IsError, response.StatusCode).ShouldBe((false, "ok"));
        response.SizeBytes.ShouldBeGreaterThan(1000);
        steps.ShouldBe(Clocks.ToDictionary(clock => clock, _ => "ok"), ignoreOrder: true);
    }

    [Fact]
    public async Task A_lost_event_is_a_failed_turn()
    {
        var lost = new EventFault
        {
            Do = "drop",
            At = new FaultPlace { Seq = 9 },
        };
        await using var server = await AgentServer.StartAsync(behaviour: new AgentBehaviour { Faults = [lost] });

        var (response, steps) = await PlayAsync(new StreamTarget(server.Address) { Script = "s-tool" });

        response.ShouldBeNull();
        (steps["ttfc"], steps["turn"]).ShouldBe(("ok", "mismatch"));
    }

    [Theory]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "503", "503")]
    [InlineData(ByteServer.EventStream + "0\r\n\r\n", "ok", "truncated")]
    [InlineData(ByteServer.EventStream + "9\r\ndata: {\n\n\r\n", "ok", "unreadable")]
    [InlineData(ByteServer.EventStream + "20\r\ndata: half", "ok", "connection")]
    public async Task What_happened_is_the_status_code_of_the_steps_it_kept_from_coming(
        string wire,
        string headers,
        string turn
    )
    {
        await using var server = ByteServer.Saying(wire);

        var (response, steps) = await PlayAsync(new StreamTarget(new Uri($"http://{server.EndPoint}")));

        response.ShouldBeNull();
        (steps["headers"], steps["turn"]).ShouldBe((headers, turn));
    }

    [Fact]
    public async Task A_turn_that_takes_too_long_is_given_up()
    {
        await using var server = new ByteServer((socket, _) => ByteServer.UntilClosedAsync(socket));
        var target = new StreamTarget(new Uri($"http://{server.EndPoint}")) { Timeout = TimeSpan.FromMilliseconds(50) };

        var (response, steps) = await PlayAsync(target);

        response.ShouldBeNull();
        steps.ShouldBe(Clocks.ToDictionary(clock => clock, _ => "timeout"), ignoreOrder: true);
    }

    private static async Task<(
        global::NBomber.Contracts.IResponse? Response,
        Dictionary<string, string> Steps
    )> PlayAsync(StreamTarget target)
    {
        using var http = new HttpClient();
        var context = new StandInContext();
        global::NBomber.Contracts.IResponse? response = null;
        try
        {
            response = await StreamScenario.Create("stream", http, target).Run(context);
        }
        catch (IterationEndedException)
        {
            // A step failed, as the steps say.
        }

        return (response, context.Steps.ToDictionary(step => step.Key, step => step.Value.StatusCode));
    }
}

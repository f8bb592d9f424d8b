using System.Globalization;
using System.Net.Sockets;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Running;

namespace StreamBench.Load.Tests.Running;

/// <summary>Where no kernel stamps arrivals, a stream of the tool's own tells how late the engine reads.</summary>
public sealed class ProbeTests
{
    [Fact]
    public async Task A_path_without_stamps_measures_its_own_lag_on_every_thread()
    {
        await using var server = await AgentServer.StartAsync();

        var result = await Runs.Plan("s-hello", streams: 20, perSecond: 20)
            .PlayAsync(server, options => options with { Poller = () => new SocketPoller(), Threads = 2 });

        var tally = result.All();
        (tally[Counter.Started], tally[Counter.Completed], tally.Ends()).ShouldBe((20, 20, 20));
        var own = tally.Times(Clock.Handling, ClockColumn.Intended);
        // A hundred a second and thread; half of that on a machine that has no time.
        own.Count.ShouldBeGreaterThan(50);
        (own.Clamped, own.Min > 0).ShouldBe((0, true));
        result.Findings.Engine["path"].ShouldBe("socket");
        result.Findings.Engine["own lag by"].ShouldBe("a probe stream of the tool's own");
    }

    [Fact]
    public async Task An_event_of_the_probe_says_when_it_was_written()
    {
        var clock = new EngineClock(TimeProvider.System);
        await using var probe = new LagProbe(clock, TimeProvider.System);
        using var client = new TcpClient();
        await client.ConnectAsync(probe.Address.Host, probe.Address.Port, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());

        var times = new List<long>();
        while (times.Count < 3)
        {
            var line = (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                var written = long.Parse(line["data: ".Length..], CultureInfo.InvariantCulture);
                clock.Now.ShouldBeGreaterThanOrEqualTo(written);
                times.Add(written);
            }
        }

        times.ShouldBe(times.Order());
    }
}

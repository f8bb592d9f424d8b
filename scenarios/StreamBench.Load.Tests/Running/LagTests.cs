using System.Globalization;
using System.Text;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Histograms;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;
using StreamBench.Load.Running;
using StreamBench.Load.Tests.Engine.Loop;

namespace StreamBench.Load.Tests.Running;

/// <summary>How long events were on their way, by the server's own stamps.</summary>
public sealed class LagTests
{
    private const int Streams = 4;

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public async Task Every_event_with_a_stamp_is_timed_verified_or_not(double verify)
    {
        await using var server = await AgentServer.StartAsync();

        var tally = (await (Runs.Plan("s-hello", Streams) with { Verify = verify }).PlayAsync(server)).All();

        // All but the hello of each stream carry the server's time.
        tally.Times(Clock.Lag, ClockColumn.Intended).Count.ShouldBe(tally[Counter.Events] - Streams);
    }

    [Fact]
    public async Task An_event_that_was_sent_long_ago_is_late_by_as_much()
    {
        var result = await PlayAsync(sentAgo: TimeSpan.FromSeconds(5));

        Lag(result.All()).Min.ShouldBeGreaterThanOrEqualTo((long)5e9);
        result.Findings.Engine.ShouldNotContainKey("lags below 0");
        result.Header.Machine["clock of lag"].ShouldBe("the server's own: one machine");
    }

    [Fact]
    public async Task A_server_whose_clock_is_ahead_is_named()
    {
        var result = await PlayAsync(sentAgo: TimeSpan.FromHours(-1));

        Lag(result.All()).Max.ShouldBe(0);
        result
            .Findings.Engine["lags below 0"]
            .ShouldBe($"{Lag(result.All()).Count}: the server's clock is ahead of this machine's");
    }

    [Fact]
    public async Task Empty_text_with_a_stamp_is_no_content()
    {
        var tally = (await PlayAsync(TimeSpan.Zero)).All();

        (tally[Counter.Completed], tally[Counter.ContentEvents]).ShouldBe((Streams, Streams));
    }

    private static Histogram Lag(Tally tally) => tally.Times(Clock.Lag, ClockColumn.Intended);

    private static async Task<LoadResult> PlayAsync(TimeSpan sentAgo)
    {
        await using var server = new ByteServer(
            async (socket, request) =>
            {
                var conversation = request.Split('/')[3];
                var sent = (TimeProvider.System.GetUtcNow() - sentAgo).ToUnixTimeMilliseconds();
                var body = new StringBuilder();
                foreach (
                    var members in new[]
                    {
                        "\"type\":\"turn.open\",\"seq\":1,\"turn\":\"t1\"",
                        "\"type\":\"item.open\",\"seq\":2,\"turn\":\"t1\",\"item\":\"i1\",\"kind\":\"text\"",
                        "\"type\":\"text.append\",\"seq\":3,\"turn\":\"t1\",\"item\":\"i1\",\"text\":\"\"",
                        "\"type\":\"text.append\",\"seq\":4,\"turn\":\"t1\",\"item\":\"i1\",\"text\":\"\\\"at\\\":7\"",
                        "\"type\":\"turn.close\",\"seq\":5,\"turn\":\"t1\",\"status\":\"completed\"",
                    }
                )
                {
                    body.Append(CultureInfo.InvariantCulture, $"data: {{{members},\"at\":{sent}}}\n\n");
                }

                var hello =
                    $"data: {{\"type\":\"hello\",\"conversation\":\"{conversation}\",\"epoch\":1,\"resume\":\"live\",\"firstSeq\":0,\"lastSeq\":0,\"heartbeatMs\":0,\"retryMs\":0}}\n\n";
                await ByteServer.SendAsync(socket, ByteServer.EventStream + ByteServer.Chunk(hello + body));
                await ByteServer.UntilClosedAsync(socket);
            }
        );
        await using var target = new RunningServer(new Uri($"http://{server.EndPoint}/"));
        return await (Runs.Plan(null, Streams) with { Verify = 0 }).PlayAsync(target);
    }
}

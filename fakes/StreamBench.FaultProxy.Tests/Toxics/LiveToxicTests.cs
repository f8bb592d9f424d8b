using System.Diagnostics;
using System.Text;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Toxics;
using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests.Toxics;

/// <summary>Every toxic over real sockets, both ways, on connections opened after it and before it. Times are lower bounds only.</summary>
public class LiveToxicTests
{
    private static readonly string Hello = new('h', 60);

    /// <summary>A toxic, whether the source finishes, what arrives of 60 bytes, how it ends, and how long that takes at least.</summary>
    private static readonly (ToxicConfig Toxic, bool Finishes, int Arrives, string End, int Milliseconds)[] Effects =
    [
        (Toxic("noop"), true, 60, "FIN", 0),
        (Toxic("latency", ("latency", 50)), true, 60, "FIN", 50),
        (Toxic("bandwidth", ("rate", 1)), true, 60, "FIN", 60),
        (Toxic("slicer", ("average_size", 15), ("delay", 20_000)), true, 60, "FIN", 60),
        (Toxic("slow_close", ("delay", 50)), true, 60, "FIN", 50),
        (Toxic("limit_data", ("bytes", 7)), false, 7, "FIN", 0),
        (Toxic("timeout", ("timeout", 50)), false, 0, "FIN", 50),
        (Toxic("reset_peer", ("timeout", 50)), false, 0, "RST", 50),
        (Toxic("packet_loss", ("loss_rate", 1)), true, 0, "FIN", 0),
        (Toxic("stall", ("duration", 50)), true, 60, "FIN", 50),
    ];

    public static TheoryData<string, Direction, bool> Cases =>
        [
            .. from effect in Effects
            from direction in Enum.GetValues<Direction>()
            from live in new[] { false, true }
            select new TheoryDataRow<string, Direction, bool>(effect.Toxic.Type, direction, live),
        ];

    [Fact]
    public void Every_toxic_is_tried() =>
        Effects.Select(effect => effect.Toxic.Type).Order().ShouldBe(ToxicTypes.All.Keys);

    [Theory, MemberData(nameof(Cases))]
    public async Task It_does_to_bytes_and_time_what_it_says(string type, Direction direction, bool live)
    {
        var (toxic, finishes, arrives, how, milliseconds) = Effects.Single(effect => effect.Toxic.Type == type);
        toxic = toxic with { Stream = direction.ToString().ToLowerInvariant() };
        // Some count from the connection's start, some from the first chunk.
        var from = Stopwatch.GetTimestamp();
        await using var world = await World.OpenAsync(null, live ? [] : [toxic]);
        using var pair = await world.ConnectAsync();
        var (source, destination) = (pair.SourceOf(direction), pair.DestinationOf(direction));
        if (live)
        {
            await source.SendAsync("before");
            await destination.ShouldReceiveAsync("before");
            from = Stopwatch.GetTimestamp();
            await world.Proxy.AddToxicAsync(toxic);
        }

        await source.SendAsync(Hello);
        if (finishes)
            source.Finish();
        var (bytes, end) = await destination.ReadToEndAsync();

        Encoding.UTF8.GetString(bytes).ShouldBe(Hello[..arrives]);
        end.ShouldBe(how);
        Stopwatch.GetElapsedTime(from).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(milliseconds));
        if (how == "RST")
            await source.ShouldEndAsync("RST");
        if (how == "FIN" && !finishes)
            await source.ShouldEndAsync("FIN");
        if (finishes)
        {
            // The other direction never noticed.
            await destination.SendAsync("answer");
            await source.ShouldReceiveAsync("answer");
        }
    }

    public static TheoryData<string, Direction> Holding =>
        [
            .. from type in new[]
            {
                "latency",
                "bandwidth",
                "slicer",
                "slow_close",
                "reset_peer",
                "stall",
                "limit_data",
                "noop",
            }
            from direction in Enum.GetValues<Direction>()
            select new TheoryDataRow<string, Direction>(type, direction),
        ];

    [Theory, MemberData(nameof(Holding))]
    public async Task Removed_from_a_live_connection_it_gives_back_all_it_held(string type, Direction direction)
    {
        const int hour = 3_600_000;
        var toxic = Toxic(
            type,
            ("latency", hour),
            ("delay", hour),
            ("timeout", hour),
            ("average_size", 5),
            ("bytes", hour)
        ) with
        {
            Name = "it",
            Stream = direction.ToString(),
        };
        await using var world = await World.OpenAsync(null, toxic);
        using var pair = await world.ConnectAsync();
        var (source, destination) = (pair.SourceOf(direction), pair.DestinationOf(direction));

        await source.SendAsync(Hello);
        source.Finish();
        await world.Proxy.RemoveToxicAsync("it");

        await destination.ShouldEndAsync("FIN", after: Hello);
    }

    [Theory]
    [InlineData(Direction.Upstream)]
    [InlineData(Direction.Downstream)]
    public async Task Removing_timeout_closes_the_connection(Direction direction)
    {
        var toxic = Toxic("timeout") with { Name = "it", Stream = direction.ToString() };
        await using var world = await World.OpenAsync(null, toxic);
        using var pair = await world.ConnectAsync();
        await pair.SourceOf(direction).SendAsync(Hello);
        await pair.DestinationOf(direction).SendAsync("other way");
        await pair.SourceOf(direction).ShouldReceiveAsync("other way");

        await world.Proxy.RemoveToxicAsync("it");

        await pair.DestinationOf(direction).ShouldEndAsync("FIN");
        await pair.SourceOf(direction).ShouldEndAsync("FIN");
    }

    [Fact]
    public async Task Removing_a_toxic_never_waits_for_a_peer_that_does_not_read()
    {
        await using var world = await World.OpenAsync(null, Toxic("noop"), Toxic("latency", ("latency", 1)));
        using var pair = await world.ConnectAsync();
        var block = new byte[1024 * 1024];
        var sending = pair.Server.Socket.SendAsync(
            block.Concat(block).Concat(block).Concat(block).Concat(block).Concat(block).ToArray()
        );
        await pair.Client.ShouldReceiveAsync("\0");

        await world.Proxy.RemoveToxicAsync("noop_downstream").WaitAsync(World.Watchdog);
        await world.Proxy.RemoveToxicAsync("latency_downstream").WaitAsync(World.Watchdog);
        pair.Server.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Receive);

        world.Proxy.Toxics.ShouldBeEmpty();
        var reading = pair.Client.ReadToEndAsync();
        await sending;
        pair.Server.Finish();
        (await reading).Bytes.Length.ShouldBe((6 * 1024 * 1024) - 1);
    }

    [Fact]
    public async Task Reset_peer_leaves_idle_connections_alone_and_reaches_live_ones_at_their_next_chunk()
    {
        await using var world = await World.OpenAsync();
        using var idle = await world.ConnectAsync();
        using var busy = await world.ConnectAsync();
        await busy.Client.SendAsync("hello");
        await busy.Server.ShouldReceiveAsync("hello");

        await world.Proxy.AddToxicAsync(Toxic("reset_peer"));
        await busy.Server.SendAsync("hello");

        await busy.Client.ShouldEndAsync("RST");
        await busy.Server.ShouldEndAsync("RST");
        await idle.Client.SendAsync("still here");
        await idle.Server.ShouldReceiveAsync("still here");
    }
}

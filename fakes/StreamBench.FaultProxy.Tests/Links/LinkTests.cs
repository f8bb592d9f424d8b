using System.Collections.Immutable;
using System.Security.Cryptography;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Tests.Links;

public class LinkTests
{
    public static TheoryData<Direction> Directions => [Direction.Upstream, Direction.Downstream];

    [Theory, MemberData(nameof(Directions))]
    public async Task Bytes_pass_in_both_directions(Direction direction)
    {
        await using var world = await World.OpenAsync();
        using var pair = await world.ConnectAsync();

        await pair.SourceOf(direction).SendAsync("hello");

        await pair.DestinationOf(direction).ShouldReceiveAsync("hello");
    }

    [Theory, MemberData(nameof(Directions))]
    public async Task A_half_close_is_kept(Direction direction)
    {
        await using var world = await World.OpenAsync();
        using var pair = await world.ConnectAsync();

        await pair.SourceOf(direction).SendAsync("question");
        pair.SourceOf(direction).Finish();
        await pair.DestinationOf(direction).ShouldEndAsync("FIN", after: "question");

        await pair.DestinationOf(direction).SendAsync("answer");
        pair.DestinationOf(direction).Finish();
        await pair.SourceOf(direction).ShouldEndAsync("FIN", after: "answer");
    }

    [Theory, MemberData(nameof(Directions))]
    public async Task A_reset_arrives_as_a_reset(Direction direction)
    {
        await using var world = await World.OpenAsync();
        using var pair = await world.ConnectAsync();
        await pair.SourceOf(direction).SendAsync("cut");
        await pair.DestinationOf(direction).ShouldReceiveAsync("cut");

        pair.SourceOf(direction).Reset();

        await pair.DestinationOf(direction).ShouldEndAsync("RST");
    }

    [Theory, MemberData(nameof(Directions))]
    public async Task A_reset_arrives_as_a_reset_behind_a_toxic_too(Direction direction)
    {
        await using var world = await World.OpenAsync(null, Noop(Direction.Upstream), Noop(Direction.Downstream));
        using var pair = await world.ConnectAsync();
        await pair.SourceOf(direction).SendAsync("cut");
        await pair.DestinationOf(direction).ShouldReceiveAsync("cut");

        pair.SourceOf(direction).Reset();

        await pair.DestinationOf(direction).ShouldEndAsync("RST");
    }

    [Fact]
    public async Task Disabling_closes_both_sides_with_a_clean_end()
    {
        await using var world = await World.OpenAsync();
        using var pair = await world.ConnectAsync();
        await pair.Client.SendAsync("hello");
        await pair.Server.ShouldReceiveAsync("hello");

        await world.Proxy.DisableAsync();

        await pair.Client.ShouldEndAsync("FIN");
        await pair.Server.ShouldEndAsync("FIN");
        world.Proxy.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task Disabling_does_not_wait_for_a_peer_that_does_not_read()
    {
        await using var world = await World.OpenAsync();
        using var pair = await world.ConnectAsync();
        var flood = FloodAsync(pair.Server);
        await pair.Client.ShouldReceiveAsync("\0\0\0");

        await world.Proxy.DisableAsync().WaitAsync(World.Watchdog);

        world.Proxy.ConnectionCount.ShouldBe(0);
        await flood;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Toxics_come_and_go_under_a_stream_without_a_byte_lost(bool slowReader)
    {
        await using var world = await World.OpenAsync();
        using var pair = await world.ConnectAsync();
        var sent = SendRandomAsync(pair.Server, 16 * 1024 * 1024);
        // A slow reader reads no faster than toxics change: the chain is full at each change.
        using var turns = new SemaphoreSlim(0);
        var received = HashAsync(pair.Client, slowReader ? turns : null);

        for (var i = 0; i < 50; i++)
        {
            await world.Proxy.AddToxicAsync(Noop(Direction.Downstream));
            await world.Proxy.AddToxicAsync(
                new ToxicConfig { Type = "slicer", Attributes = Of(("average_size", 700)) }
            );
            await world.Proxy.AddToxicAsync(
                new ToxicConfig { Type = "latency", Attributes = Of(("latency", 2), ("jitter", 2)) }
            );
            await world.Proxy.UpdateToxicAsync("slicer_downstream", Of(("size_variation", 300)));
            await world.Proxy.RemoveToxicAsync("noop_downstream");
            await world.Proxy.RemoveToxicAsync("latency_downstream");
            await world.Proxy.RemoveToxicAsync("slicer_downstream");
            turns.Release();
        }
        turns.Release(int.MaxValue / 2);

        (await received).ShouldBe(await sent);
    }

    [Fact]
    public async Task A_large_stream_passes_unchanged()
    {
        var mebibytes = int.Parse(Environment.GetEnvironmentVariable("STREAMBENCH_PASS_MIB") ?? "1024");
        await using var world = await World.OpenAsync();
        using var pair = await world.ConnectAsync();

        var sent = SendRandomAsync(pair.Client, mebibytes * 1024L * 1024);
        var received = HashAsync(pair.Server);

        (await received).ShouldBe(await sent);
    }

    private static ToxicConfig Noop(Direction direction) =>
        new() { Type = "noop", Stream = direction.ToString().ToLowerInvariant() };

    private static ImmutableDictionary<string, decimal> Of(params (string Name, decimal Value)[] values) =>
        values.ToImmutableDictionary(value => value.Name, value => value.Value);

    private static async Task FloodAsync(Peer peer)
    {
        try
        {
            while (true)
                await peer.Socket.SendAsync(new byte[64 * 1024]);
        }
        catch (System.Net.Sockets.SocketException)
        {
            // The proxy closed: the flood is over.
        }
    }

    private static async Task<string> SendRandomAsync(Peer peer, long count)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var random = new Random(7);
        var buffer = new byte[128 * 1024];
        while (count > 0)
        {
            var size = (int)Math.Min(count, random.Next(1, buffer.Length));
            random.NextBytes(buffer.AsSpan(0, size));
            hash.AppendData(buffer, 0, size);
            await peer.Socket.SendAsync(buffer.AsMemory(0, size));
            count -= size;
        }
        peer.Finish();
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static async Task<string> HashAsync(Peer peer, SemaphoreSlim? turns = null)
    {
        using var watchdog = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        while (await peer.Socket.ReceiveAsync(buffer, watchdog.Token) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
            if (turns is not null)
                await turns.WaitAsync(watchdog.Token);
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

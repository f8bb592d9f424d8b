using StreamBench.Transports;

namespace StreamBench.Load.Tests.Engine.Loop;

/// <summary>An event that outgrows the shared buffer moves into an array of its own, and out of it again.</summary>
public sealed class LargeEventTests
{
    public static TheoryData<string> Pollers => ["epoll", "socket"];

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task A_large_event_between_small_ones_arrives_whole(string poller)
    {
        var large = string.Concat(Enumerable.Range(0, 90_000).Select(n => $"{n},"));
        var pieces = $"data: before\n\ndata: {large}\n\ndata: after\n\n"
            .Chunk(5000)
            .Select(c => ByteServer.Chunk(new string(c)));
        await using var server = ByteServer.Saying([ByteServer.EventStream, .. pieces, "0\r\n\r\n"]);
        var witness = new Witness();
        await using var loop = RunningLoop.Start(witness, poller, server.EndPoint);

        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Completed);

        witness.Events.ShouldBe(["before", large, "after"]);
    }
}

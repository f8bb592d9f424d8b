namespace StreamBench.FaultProxy.Tests.Links;

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Runs alone: it counts what the whole process allocates.</summary>
[Collection(nameof(Alone))]
public class AllocationTests
{
    private const int Rounds = 5000;

    [Fact]
    public async Task The_untouched_path_allocates_nothing_for_a_chunk()
    {
        await using var world = await World.OpenAsync();
        using var pair = await world.ConnectAsync();
        Exchange(pair, Rounds);

        var before = GC.GetTotalAllocatedBytes(precise: true);
        Exchange(pair, Rounds);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        // Two chunks a round; a single object for each would be 24 bytes and more.
        (allocated / (2.0 * Rounds)).ShouldBeLessThan(12);
    }

    /// <summary>Blocking calls, so that what the test itself does is free of allocations too.</summary>
    private static void Exchange(Pair pair, int rounds)
    {
        Span<byte> one = [42];
        for (var i = 0; i < rounds; i++)
        {
            pair.Client.Socket.Send(one);
            pair.Server.Socket.Receive(one);
            pair.Server.Socket.Send(one);
            pair.Client.Socket.Receive(one);
        }
    }
}

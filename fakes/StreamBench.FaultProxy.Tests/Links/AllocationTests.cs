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

        // What else the process does only adds to a measurement: the least of several is the path's own.
        var allocated = Enumerable.Range(0, 5).Min(_ => AllocatedBy(() => Exchange(pair, Rounds)));

        // Two chunks a round; a single object for each would be 24 bytes and more.
        (allocated / (2.0 * Rounds)).ShouldBeLessThan(12);
    }

    private static long AllocatedBy(Action action)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        action();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
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

using System.Collections.Concurrent;

namespace StreamBench.FaultProxy.Tests.Links;

/// <summary>Runs continuations on the test's own thread, so that a test knows when nothing is left to do.</summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> work = new();

    public override void Post(SendOrPostCallback d, object? state) => work.Enqueue((d, state));

    public void RunUntilIdle()
    {
        while (work.TryDequeue(out var item))
            item.Callback(item.State);
    }
}

using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Portable;

namespace StreamBench.Load.Running;

/// <summary>One thread of the engine, whichever path carries its streams.</summary>
internal sealed class RunLoop : IAsyncDisposable
{
    private readonly Action start;
    private readonly Func<ValueTask> stop;

    private RunLoop(
        TurnDesk desk,
        HeldStreams held,
        Action start,
        Action wake,
        Func<ValueTask> stop,
        Func<int> open,
        LoopGauges? gauges
    ) => (Desk, Held, this.start, Wake, this.stop, ReadOpen, Gauges) = (desk, held, start, wake, stop, open, gauges);

    internal TurnDesk Desk { get; }

    /// <summary>Its watchers and its probe.</summary>
    internal HeldStreams Held { get; }

    internal Action Wake { get; }

    /// <summary>Streams open now, held ones among them.</summary>
    internal int Open => ReadOpen();

    /// <summary>What it says of itself; null on the portable path.</summary>
    internal LoopGauges? Gauges { get; }

    private Func<int> ReadOpen { get; }

    internal static RunLoop Of(EngineLoop<TurnVisitor> loop, TurnDesk desk, HeldStreams held) =>
        new(desk, held, loop.Start, loop.Wake, loop.DisposeAsync, () => loop.Gauges.Open, loop.Gauges);

    internal static RunLoop Of(HttpLoop<TurnVisitor> loop, TurnDesk desk, HeldStreams held) =>
        new(desk, held, loop.Start, loop.Wake, loop.DisposeAsync, () => loop.Open, null);

    internal void Start() => start();

    /// <summary>Closes all streams and waits for the thread.</summary>
    public ValueTask DisposeAsync() => stop();
}

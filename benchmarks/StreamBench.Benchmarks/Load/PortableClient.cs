using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Engine.Timing;

namespace StreamBench.Benchmarks.Load;

/// <summary>The path over SocketsHttpHandler, with the same visitor.</summary>
internal static class PortableClient
{
    internal static async Task<ClientFigures> RunAsync(ClientOptions options)
    {
        DescriptorLimit.RoomFor(options.Streams);
        var clock = new EngineClock(TimeProvider.System);
        var warmUp = (long)(options.WarmUpSeconds * 1e9);
        var users = new ConstantUsers(clock, TimeSpan.Zero) { Target = options.Streams };
        var visitor = new MeasuringVisitor(options.Streams, warmUp, readStamps: false);
        var loop = new HttpLoop<MeasuringVisitor>(
            new HttpLoopOptions
            {
                Targets = [new HttpTarget(FirehoseRoads.Spec(options.Url, options.Road), options.Http)],
                Capacity = options.Streams,
                // The benchmark's own server vouches for itself.
                Tls = ServerTrust.Of(ServerTrust.Anybody).ToOptions(),
            },
            clock,
            users,
            visitor
        );
        loop.Start();
        await Task.Delay(TimeSpan.FromSeconds(options.WarmUpSeconds + options.Seconds), TimeProvider.System);
        var at = clock.Now;
        var end = RunMark.Take(at, 0);
        var (open, resident) = (loop.Open, ResidentMemory.Megabytes);
        await loop.DisposeAsync();
        loop.Visitor.Cut(at);
        return ClientFigures.Between(options.Client, loop.Visitor.Warm, end with { Events = loop.Visitor.Events }) with
        {
            Open = open,
            Failed = loop.Visitor.Failed,
            ResidentMegabytes = resident,
        };
    }
}

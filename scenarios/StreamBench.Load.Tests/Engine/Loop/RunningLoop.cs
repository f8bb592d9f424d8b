using System.Net;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Tests.Engine.Loop;

/// <summary>A loop on a thread of its own with one stream to start, unless the test asks for more.</summary>
internal sealed class RunningLoop : IAsyncDisposable
{
    private readonly EngineLoop<Witness> loop;
    private readonly StartRing ring = new(64);
    private long number;

    private RunningLoop(Witness witness, string poller, LoopOptions options)
    {
        Clock = new EngineClock(TimeProvider.System);
        IPoller polling = poller == "epoll" && OperatingSystem.IsLinux() ? new EpollPoller() : new SocketPoller();
        loop = new EngineLoop<Witness>(options, polling, Clock, ring, witness);
        loop.Start();
    }

    internal EngineClock Clock { get; }

    internal EngineLoop<Witness> Loop => loop;

    internal static RunningLoop Start(
        Witness witness,
        string poller,
        IPEndPoint remote,
        RequestSpec? request = null,
        Func<LoopOptions, LoopOptions>? change = null
    )
    {
        var spec = request ?? new RequestSpec { Url = new Uri($"http://{remote}/stream") };
        var template = RequestTemplate.Parse(spec, new WebSocketKey(new Random(1)));
        var options = new LoopOptions { Targets = [new LoopTarget(remote, template)], Capacity = 16 };
        var running = new RunningLoop(witness, poller, change is null ? options : change(options));
        running.Begin();
        return running;
    }

    internal void Begin()
    {
        ring.TryWrite(new Arrival(number, Clock.Now, 0, number, IsWarmUp: false)).ShouldBeTrue();
        number++;
        loop.Wake();
    }

    public ValueTask DisposeAsync() => loop.DisposeAsync();
}

using System.Net;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Engine.Tls;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Tests.Engine.Loop;

/// <summary>A loop on a thread of its own with one stream to start, unless the test asks for more.</summary>
internal sealed class RunningLoop : IAsyncDisposable
{
    private readonly EngineLoop<Witness> loop;
    private readonly StartRing ring = new(64);
    private long number;

    private RunningLoop(Witness witness, IPoller polling, LoopOptions options)
    {
        Clock = new EngineClock(TimeProvider.System);
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
        Func<LoopOptions, LoopOptions>? change = null,
        ServerTrust? trust = null,
        Func<IPoller, IPoller>? below = null
    )
    {
        var spec = request ?? new RequestSpec { Url = new Uri($"http://{remote}/stream") };
        var template = RequestTemplate.Parse(spec, new WebSocketKey(new Random(1)));
        var options = new LoopOptions { Targets = [new LoopTarget(remote, template)], Capacity = 16 };
        options = change is null ? options : change(options);
        IPoller sockets = poller == "epoll" && OperatingSystem.IsLinux() ? new EpollPoller() : new SocketPoller();
        sockets = below is null ? sockets : below(sockets);
        var polling = trust is null ? sockets : new TlsPoller(sockets, TlsPeers.Of(options.Targets, trust));
        var running = new RunningLoop(witness, polling, options);
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

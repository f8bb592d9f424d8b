using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules;

namespace StreamBench.Conformance.Sweeps;

/// <summary>Paths through our own fault proxy, which knows events: each cuts the first stream after one of them.</summary>
internal sealed class OwnPaths(int seed) : IFaultPaths
{
    private static readonly NumberRange First = new(1, 1);

    private readonly FaultProxyServer faults = new(new FaultProxyOptions { Seed = seed });

    public async Task<Uri> OpenAsync(
        string name,
        string upstream,
        SweepRun run,
        string cursor,
        CancellationToken cancellation
    )
    {
        var proxy = await faults.CreateAsync(
            new ProxyConfig
            {
                Name = name,
                Upstream = upstream,
                Rules = FaultRules.Of(new CutRule { How = new CutHow(run.Cut.How), At = PlaceOf(run, cursor) }),
            },
            cancellation
        );
        return new Uri($"http://{proxy.ListenEndPoint}");
    }

    public Task CloseAsync(string name, CancellationToken cancellation) => faults.RemoveAsync(name, cancellation);

    public ValueTask DisposeAsync() => faults.DisposeAsync();

    // Hello is the first event of a stream, and the only one without an id. A long poll's events have no ids at all and come
    // in several answers, so they are counted over all answers.
    private static Place PlaceOf(SweepRun run, string cursor) =>
        run.Transport == "lp" ? new Place { CountsOnPath = true, Index = run.Cut.After + 1 }
        : run.Cut.After == 0 ? new Place { Connection = First, Index = 1 }
        : new Place { Connection = First, Id = cursor };
}

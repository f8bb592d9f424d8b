using System.Collections.Immutable;
using StreamBench.FaultProxy.Client;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.Conformance.Sweeps;

/// <summary>
/// Paths through any Toxiproxy server, which knows bytes only: each closes <em>every</em> connection after so many of them
/// (<c>limit_data</c>), so a client comes on piece by piece.
/// </summary>
internal sealed class ToxiproxyPaths(Uri server) : IFaultPaths
{
    private readonly ToxiproxyClient client = new(server);

    public async Task<Uri> OpenAsync(
        string name,
        string upstream,
        SweepRun run,
        string cursor,
        CancellationToken cancellation
    )
    {
        var proxy = await client.CreateAsync(
            new ProxyConfig
            {
                Name = NameOf(name),
                Listen = $"{server.Host}:0",
                Upstream = upstream,
            },
            cancellation
        );
        await client.AddToxicAsync(
            NameOf(name),
            new ToxicConfig
            {
                Type = "limit_data",
                Attributes = ImmutableDictionary<string, decimal>.Empty.Add("bytes", run.Cut.After),
            },
            cancellation
        );
        return new Uri($"http://{proxy.Listen}");
    }

    public Task CloseAsync(string name, CancellationToken cancellation) =>
        client.DeleteAsync(NameOf(name), cancellation);

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    // Other people's proxies may live on that server.
    private static string NameOf(string run) => $"streambench-{Environment.ProcessId}-{run}";
}

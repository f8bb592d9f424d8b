using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Time;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy;

/// <summary>
/// A set of proxies, as a Toxiproxy server holds them, and the HTTP API that drives them. Safe to call from any thread.
/// </summary>
public sealed partial class FaultProxyServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Proxy> proxies = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim changes = new(1);
    private readonly RunContext run;

    /// <summary>Makes a server without proxies.</summary>
    public FaultProxyServer(FaultProxyOptions? options = null)
    {
        Options = options ?? new FaultProxyOptions();
        var time = Options.Time ?? FineTime.Instance;
        run = new RunContext(Options.Seed ?? time.GetUtcNow().Ticks, time, new FaultLog());
    }

    /// <summary>How it was set up.</summary>
    public FaultProxyOptions Options { get; }

    /// <summary>The seed in use; with it jitter, toxicity and cuts repeat.</summary>
    public long Seed => run.Seed;

    /// <summary>What was done to connections.</summary>
    public FaultLog Faults => run.Faults;

    /// <summary>All proxies, by name in ordinal order.</summary>
    public IReadOnlyList<Proxy> Proxies => [.. proxies.Values.OrderBy(proxy => proxy.Name, StringComparer.Ordinal)];

    /// <summary>The proxy of that name.</summary>
    /// <exception cref="FaultProxyException">There is none: 404.</exception>
    public Proxy this[string name] =>
        proxies.TryGetValue(name, out var proxy) ? proxy : throw FaultProxyException.ProxyNotFound();

    /// <summary>Makes a proxy; it listens before this returns, unless it is to be disabled.</summary>
    /// <exception cref="FaultProxyException">A field is missing, the name is taken, a toxic is unknown, or it cannot listen there.</exception>
    public Task<Proxy> CreateAsync(ProxyConfig config, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            async () =>
            {
                Check(config);
                if (proxies.ContainsKey(config.Name))
                    throw FaultProxyException.ProxyExists();
                return proxies[config.Name] = await Proxy.StartAsync(config, run);
            },
            cancellationToken
        );

    /// <summary>Closes a proxy and forgets it.</summary>
    /// <exception cref="FaultProxyException">There is none of that name: 404.</exception>
    public Task RemoveAsync(string name, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            async () =>
            {
                await this[name].DisposeAsync();
                return proxies.TryRemove(name, out _);
            },
            cancellationToken
        );

    /// <summary>
    /// Makes sure these proxies are there: one with the same listen and upstream is left wholly alone, another of the same name is
    /// replaced. All are checked before the first is made; the first that cannot listen stops the rest.
    /// </summary>
    /// <exception cref="FaultProxyException">One of them is not right, and nothing was done.</exception>
    public Task<PopulateResult> PopulateAsync(
        IReadOnlyList<ProxyConfig> configs,
        CancellationToken cancellationToken = default
    ) =>
        ChangeAsync(
            async () =>
            {
                for (var i = 0; i < configs.Count; i++)
                    Check(configs[i], $" at proxy {i + 1}");
                var done = ImmutableArray.CreateBuilder<Proxy>();
                try
                {
                    foreach (var config in configs)
                        done.Add(await EnsureAsync(config));
                    return new PopulateResult(done.ToImmutable(), Failure: null);
                }
                catch (FaultProxyException failure)
                {
                    return new PopulateResult(done.ToImmutable(), failure);
                }
            },
            cancellationToken
        );

    /// <summary>Enables every proxy and takes all toxics away.</summary>
    /// <exception cref="FaultProxyException">One cannot listen; those after it are as they were.</exception>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        foreach (var proxy in Proxies)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await proxy.EnableAsync();
            await proxy.RemoveAllToxicsAsync();
        }
    }

    /// <summary>Ends the API and all proxies.</summary>
    public async ValueTask DisposeAsync()
    {
        Faults.CompleteFollowers();
        await StopApiAsync();
        foreach (var proxy in proxies.Values)
            await proxy.DisposeAsync();
        proxies.Clear();
        Faults.Complete();
        changes.Dispose();
    }

    private static void Check(ProxyConfig config, string where = "")
    {
        if (string.IsNullOrEmpty(config.Name))
            throw FaultProxyException.MissingField($"name{where}");
        if (string.IsNullOrEmpty(config.Upstream))
            throw FaultProxyException.MissingField($"upstream{where}");
        foreach (var toxic in config.Toxics)
            _ = ToxicSlot.From(toxic);
    }

    private async Task<Proxy> EnsureAsync(ProxyConfig config)
    {
        if (proxies.TryGetValue(config.Name, out var proxy))
        {
            if (proxy.Upstream == config.Upstream && !await proxy.ListensElsewhereAsync(config.Listen))
                return proxy;
            await proxy.DisposeAsync();
            proxies.TryRemove(config.Name, out _);
        }
        return proxies[config.Name] = await Proxy.StartAsync(config, run);
    }

    private async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await changes.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            changes.Release();
        }
    }
}

/// <summary>What populating did.</summary>
/// <param name="Proxies">Those made or left alone, in the order asked for.</param>
/// <param name="Failure">Why the next one could not be made; null when all are there.</param>
public sealed record PopulateResult(ImmutableArray<Proxy> Proxies, FaultProxyException? Failure);

using System.Collections.Immutable;
using System.Net;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;

namespace StreamBench.Cli.Serving;

/// <summary>Starts the fault proxy with its API, and tells where everything listens.</summary>
internal static class ProxyHost
{
    /// <summary>Starts the API, then the proxies. When anything fails nothing is left running.</summary>
    /// <param name="address">Where the API listens.</param>
    /// <param name="seed">Seed of all chance; null takes one from the clock.</param>
    /// <param name="configFile">A <c>toxiproxy.json</c>, or null.</param>
    /// <param name="proxies">The proxies to make when there is no file.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="FaultProxyException">The file is not right, or a port cannot be listened on.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static async Task<(FaultProxyServer Server, IPEndPoint Api)> StartAsync(
        IPEndPoint address,
        long? seed,
        string? configFile,
        ImmutableArray<ProxyConfig> proxies,
        CancellationToken cancellation
    )
    {
        var server = new FaultProxyServer(new FaultProxyOptions { Seed = seed });
        try
        {
            var api = await server.StartApiAsync(address, cancellation);
            if (configFile is not null)
            {
                await server.LoadAsync(configFile, cancellation);
            }
            else if ((await server.PopulateAsync(proxies, cancellation)).Failure is { } failure)
            {
                throw failure;
            }

            return (server, api);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A line for the API, then one a proxy.</summary>
    internal static void Print(TextWriter output, FaultProxyServer server, IPEndPoint api)
    {
        output.WriteLine($"fault proxy  http://{api}  (Toxiproxy's API; seed {server.Seed})");
        foreach (var proxy in server.Proxies)
        {
            output.WriteLine(
                $"  {Printable.Of(proxy.Name, 24), -12} {(proxy.Enabled ? proxy.Listen : "disabled")} -> {proxy.Upstream}"
            );
        }
    }
}

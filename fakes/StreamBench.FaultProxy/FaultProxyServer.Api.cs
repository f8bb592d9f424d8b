using System.Collections.Immutable;
using System.Net;
using StreamBench.FaultProxy.Api;
using StreamBench.FaultProxy.Proxies;

namespace StreamBench.FaultProxy;

public sealed partial class FaultProxyServer
{
    /// <summary>The port of the API that clients expect.</summary>
    public const int DefaultApiPort = 8474;

    private ApiServer? api;

    /// <summary>Serves the HTTP API until the server is disposed.</summary>
    /// <param name="address">Where; port 0 takes a free one.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The address with its real port.</returns>
    /// <exception cref="FaultProxyException">It cannot listen there.</exception>
    public Task<IPEndPoint> StartApiAsync(IPEndPoint address, CancellationToken cancellationToken = default)
    {
        if (api is not null)
            throw new InvalidOperationException("The API of this server runs already.");
        var router = new Router(Seed);
        new ServerRoutes(this).MapTo(router);
        new ProxyRoutes(this).MapTo(router);
        new ToxicRoutes(this).MapTo(router);
        new MetricsRoutes(this).MapTo(router);
        new RuleRoutes(this).MapTo(router);
        api = new ApiServer(router);
        return api.StartAsync(address, cancellationToken);
    }

    /// <summary>Makes the proxies of a <c>toxiproxy.json</c>, with their toxics.</summary>
    /// <exception cref="FaultProxyException">The file is not right, or one of its proxies cannot listen; the message names the file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        var file = await File.ReadAllBytesAsync(path, cancellationToken);
        FaultProxyException? failure;
        try
        {
            failure = (await PopulateAsync(ReadConfig(file), cancellationToken)).Failure;
        }
        catch (FaultProxyException e)
        {
            failure = e;
        }
        if (failure is not null)
            throw new FaultProxyException(failure.Status, $"{path}: {failure.Message}");
    }

    /// <summary>Reads the text of a <c>toxiproxy.json</c>: what <see cref="LoadAsync"/> would make.</summary>
    /// <exception cref="FaultProxyException">It is not right.</exception>
    public static ImmutableArray<ProxyConfig> ReadConfig(ReadOnlySpan<byte> json) =>
        ProxyBody.ReadList(GoValue.Parse(json));

    private ValueTask StopApiAsync() => api?.DisposeAsync() ?? ValueTask.CompletedTask;
}

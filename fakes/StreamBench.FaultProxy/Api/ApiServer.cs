using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace StreamBench.FaultProxy.Api;

/// <summary>Kestrel and a router, nothing else: no host, no configuration files, no signal handlers.</summary>
internal sealed class ApiServer(Router router) : IHttpApplication<HttpContext>, IAsyncDisposable
{
    /// <summary>The largest body taken, 16 MiB.</summary>
    private const long MostBytes = 16 * 1024 * 1024;

    private KestrelServer? kestrel;

    /// <summary>Listens; gives the address with its real port.</summary>
    /// <exception cref="FaultProxyException">It cannot listen there.</exception>
    public async Task<IPEndPoint> StartAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        // The limits of Toxiproxy's own server: 15 s for a request to arrive, 60 s idle.
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        options.Limits.MaxRequestBodySize = MostBytes;
        options.Listen(address);
        var transport = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions()),
            NullLoggerFactory.Instance
        );
        kestrel = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        try
        {
            await kestrel.StartAsync(this, cancellationToken);
        }
        catch (IOException failure)
        {
            throw FaultProxyException.CannotListen($"listen tcp {address}: {failure.Message}");
        }
        var bound = new Uri(kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        return new IPEndPoint(address.Address, bound.Port);
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public Task ProcessRequestAsync(HttpContext context) => router.RouteAsync(context);

    public void DisposeContext(HttpContext context, Exception? exception) { }

    public async ValueTask DisposeAsync()
    {
        if (kestrel is null)
            return;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await kestrel.StopAsync(patience.Token);
        kestrel.Dispose();
    }
}

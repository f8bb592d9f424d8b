using System.Collections.Immutable;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;

namespace StreamBench.Cli.Serving;

/// <summary>The <c>toxiproxy.json</c> that travels with the tool: one proxy a transport, in front of <c>streambench serve</c>.</summary>
internal static class DefaultProxies
{
    private const string Resource = "toxiproxy.json";
    private const string Grpc = "grpc";
    private const string AnyFreePort = "127.0.0.1:0";

    /// <summary>As the file says it.</summary>
    internal static ImmutableArray<ProxyConfig> Read()
    {
        using var file = typeof(DefaultProxies).Assembly.GetManifestResourceStream(Resource)!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return FaultProxyServer.ReadConfig(bytes.ToArray());
    }

    /// <summary>The same in front of an agent that listens elsewhere; on free ports when <paramref name="freePorts"/> is true.</summary>
    internal static ImmutableArray<ProxyConfig> InFrontOf(Uri http, Uri grpc, bool freePorts) =>
        [
            .. Read()
                .Select(proxy =>
                    proxy with
                    {
                        Upstream = (proxy.Name == Grpc ? grpc : http).Authority,
                        Listen = freePorts ? AnyFreePort : proxy.Listen,
                    }
                ),
        ];
}

using System.Text;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Proxies;

namespace StreamBench.FaultProxy.Api;

/// <summary><c>/metrics</c> in Prometheus' text form: Toxiproxy's names and labels, counted while connections live.</summary>
internal sealed class MetricsRoutes(FaultProxyServer server)
{
    public void MapTo(Router router)
    {
        if (server.Options.Metrics)
            router.Map("GET", "/metrics", ShowAsync);
    }

    private Task ShowAsync(ApiCall call)
    {
        var text = new StringBuilder();
        Write(text, "received", (proxy, direction) => proxy.Traffic.Received(direction));
        Write(text, "sent", (proxy, direction) => proxy.Traffic.Sent(direction));
        return call.JsonAsync(text.ToString(), type: "text/plain; version=0.0.4; charset=utf-8");
    }

    private void Write(StringBuilder text, string what, Func<Proxy, Direction, long> count)
    {
        var name = $"toxiproxy_proxy_{what}_bytes_total";
        text.Append($"# HELP {name} Bytes {what} by the connections of a proxy.\n# TYPE {name} counter\n");
        foreach (var proxy in server.Proxies)
        {
            foreach (var direction in Enum.GetValues<Direction>())
            {
                text.Append($"{name}{{direction=\"{direction.ToString().ToLowerInvariant()}\",");
                text.Append($"listener=\"{Escape(proxy.Listen)}\",proxy=\"{Escape(proxy.Name)}\",");
                text.Append($"upstream=\"{Escape(proxy.Upstream)}\"}} {count(proxy, direction)}\n");
            }
        }
    }

    private static string Escape(string label) =>
        label
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}

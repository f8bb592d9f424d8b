using System.Net;

namespace StreamBench.FaultProxy.Tests.Api;

public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_count_the_bytes_of_each_proxy_both_ways_in_the_text_form_of_Prometheus()
    {
        await using var world = await World.OpenAsync(new FaultProxyOptions { Seed = 1, Metrics = true });
        using var http = new HttpClient
        {
            BaseAddress = new Uri($"http://{await world.Server.StartApiAsync(new IPEndPoint(IPAddress.Loopback, 0))}"),
        };
        using (var pair = await world.ConnectAsync())
        {
            await pair.Client.SendAsync("hello");
            await pair.Server.ShouldReceiveAsync("hello");
            await pair.Server.SendAsync("hi!");
            await pair.Client.ShouldReceiveAsync("hi!");
        }
        // Once the connection is gone all of it was counted.
        var listener = world.Proxy.Listen;
        await world.Proxy.DisableAsync();

        using var response = await http.GetAsync("/metrics");

        response.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        var labels = $"listener=\"{listener}\",proxy=\"world\",upstream=\"{world.UpstreamAddress}\"";
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            $$"""
            # HELP toxiproxy_proxy_received_bytes_total Bytes received by the connections of a proxy.
            # TYPE toxiproxy_proxy_received_bytes_total counter
            toxiproxy_proxy_received_bytes_total{direction="upstream",{{labels}}} 5
            toxiproxy_proxy_received_bytes_total{direction="downstream",{{labels}}} 3
            # HELP toxiproxy_proxy_sent_bytes_total Bytes sent by the connections of a proxy.
            # TYPE toxiproxy_proxy_sent_bytes_total counter
            toxiproxy_proxy_sent_bytes_total{direction="upstream",{{labels}}} 5
            toxiproxy_proxy_sent_bytes_total{direction="downstream",{{labels}}} 3

            """
        );
    }

    [Fact]
    public async Task There_are_none_unless_they_were_asked_for()
    {
        await using var world = await World.OpenAsync();
        using var http = new HttpClient
        {
            BaseAddress = new Uri($"http://{await world.Server.StartApiAsync(new IPEndPoint(IPAddress.Loopback, 0))}"),
        };

        using var response = await http.GetAsync("/metrics");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}

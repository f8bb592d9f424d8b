using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>gRPC and long polls between a real server and a real HTTP client.</summary>
public sealed class HttpSocketTests : IAsyncLifetime
{
    private const int Events = 5;

    private readonly TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource watchdog = new(World.Watchdog);
    private readonly FaultProxyServer proxies = new(new FaultProxyOptions { Seed = 1 });
    private readonly HttpClient client = new(new SocketsHttpHandler { ConnectTimeout = World.Watchdog })
    {
        Timeout = World.Watchdog,
    };
    private WebApplication server = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        server = builder.Build();
        server.MapPost("/subscribe", SubscribeAsync);
        server.MapPost("/send", http => WriteAsync(http, GrpcWire.Message([8, 1])));
        server.MapGet(
            "/events",
            () => Results.Text("""{"events":[{"n":1},{"n":2}],"cursor":"1:2"}""", "application/json")
        );
        await server.StartAsync(watchdog.Token);
    }

    public async ValueTask DisposeAsync()
    {
        more.TrySetResult();
        client.Dispose();
        await proxies.DisposeAsync();
        await server.DisposeAsync();
        watchdog.Dispose();
    }

    [Fact]
    public async Task A_client_has_every_event_before_the_cut_and_no_other()
    {
        for (var k = 1; k <= Events; k++)
        {
            var proxy = await PutAsync(
                $"- {{ at: {{ connection: 1, index: {k} }}, do: cut, how: {(k % 2 == 0 ? "rst" : "fin")} }}"
            );
            using var peer = await ConnectAsync(proxy);

            // A unary call beside the stream is not the first connection.
            await peer.Socket.SendAsync(
                (byte[])
                    [.. GrpcWire.ClientBegin, .. GrpcWire.Request(1, "/send"), .. GrpcWire.Request(3, "/subscribe")],
                watchdog.Token
            );

            var (received, end) = await peer.ReadToEndAsync();
            GrpcWire.Numbers(received, 3).ShouldBe(Enumerable.Range(1, k));
            GrpcWire.Content(received, 3).ShouldBe(GrpcWire.Events(1, k));
            end.ShouldBe(k % 2 == 0 ? "RST" : "FIN");
        }
    }

    [Fact]
    public async Task A_changed_stream_comes_to_its_proper_end()
    {
        var proxy = await PutAsync(
            "- { at: { index: 2 }, do: drop }\n- { at: { index: 3 }, do: duplicate }\n- { at: { index: 4 }, do: swap }"
        );
        more.SetResult();
        using var stream = await SubscribeAsync(proxy);

        (await ReadToEndAsync(stream)).ShouldBe([1, 3, 3, 5, 4]);
        stream.TrailingHeaders.GetValues("grpc-status").ShouldBe(["0"]);
    }

    [Theory, InlineData("stall"), InlineData("half-open")]
    public async Task A_stalled_stream_heals_when_the_rules_go(string how)
    {
        var proxy = await PutAsync($"- {{ at: {{ index: 2 }}, do: cut, how: {how} }}");
        using var stream = await SubscribeAsync(proxy);
        var content = await stream.Content.ReadAsStreamAsync(watchdog.Token);
        var buffer = new byte[GrpcWire.Events(1, 2).Length];
        await content.ReadExactlyAsync(buffer, watchdog.Token);
        var next = content.ReadAsync(new byte[1], watchdog.Token).AsTask();
        await foreach (var record in proxies.Faults.FollowAsync(watchdog.Token))
        {
            if (record.What == "cut")
                break;
        }
        next.IsCompleted.ShouldBeFalse();

        await proxy.SetRulesAsync(FaultRules.None);
        more.SetResult();

        (await next).ShouldBe(1);
        using var rest = new MemoryStream();
        await content.CopyToAsync(rest, watchdog.Token);
        rest.Length.ShouldBe(GrpcWire.Events(3, Events).Length - 1);
        stream.TrailingHeaders.GetValues("grpc-status").ShouldBe(["0"]);
    }

    [Fact]
    public async Task Garbage_and_giant_frames_leave_the_proxy_alive()
    {
        var proxy = await PutAsync("- { at: { index: 1 }, do: cut }");
        foreach (var bytes in new byte[][] { [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 1, 0] })
        {
            using var peer = await ConnectAsync(proxy);
            await peer.Socket.SendAsync((byte[])[.. GrpcWire.ClientBegin, .. bytes], watchdog.Token);
            peer.Finish();
            await peer.ReadToEndAsync();
        }
        more.SetResult();
        await proxy.SetRulesAsync(FaultRules.None);
        using var stream = await SubscribeAsync(proxy);

        (await ReadToEndAsync(stream)).ShouldBe(Enumerable.Range(1, Events));
    }

    [Fact]
    public async Task A_client_sees_a_long_poll_break_off_and_a_changed_one_whole()
    {
        var proxy = await PutAsync(
            "- { at: { connection: 1, index: 1 }, do: drop }\n- { at: { connection: 2, index: 1 }, do: cut }",
            "http1"
        );
        var url = new Uri($"http://{proxy.ListenEndPoint}/events");

        (await client.GetStringAsync(url, watchdog.Token)).ShouldBe("""{"events":[{"n":2}],"cursor":"1:2"}""");
        await Should.ThrowAsync<HttpRequestException>(() => client.GetStringAsync(url, watchdog.Token));
        (await client.GetStringAsync(url, watchdog.Token)).ShouldBe("""{"events":[{"n":1},{"n":2}],"cursor":"1:2"}""");
    }

    private async Task SubscribeAsync(HttpContext http)
    {
        for (var n = 1; n <= Events; n++)
        {
            await http.Response.Body.WriteAsync(GrpcWire.Event(n), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
        await more.Task.WaitAsync(http.RequestAborted);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    private static async Task WriteAsync(HttpContext http, byte[] message)
    {
        await http.Response.Body.WriteAsync(message, http.RequestAborted);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    private Task<Proxy> PutAsync(string rules, string protocol = "http2")
    {
        var addresses = server
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses;
        var upstream = new Uri(addresses.ElementAt(protocol == "http2" ? 0 : 1));
        return proxies.PutAsync(
            new ProxyConfig
            {
                Name = "http",
                Upstream = upstream.Authority,
                Rules = RuleFile.Parse($"streambench-faults: 1\nrules:\n{rules}"),
            }
        );
    }

    private async Task<Peer> ConnectAsync(Proxy proxy)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(proxy.ListenEndPoint!, watchdog.Token);
        return new Peer(socket);
    }

    private Task<HttpResponseMessage> SubscribeAsync(Proxy proxy) =>
        client.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri($"http://{proxy.ListenEndPoint}/subscribe"))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent(GrpcWire.Message([])),
            },
            HttpCompletionOption.ResponseHeadersRead,
            watchdog.Token
        );

    private async Task<int[]> ReadToEndAsync(HttpResponseMessage response) =>
        GrpcWire.Numbers(GrpcWire.Frames(1, await response.Content.ReadAsByteArrayAsync(watchdog.Token)));
}

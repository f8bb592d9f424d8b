using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>What .NET's own HTTP and WebSocket clients make of streams that rules have changed.</summary>
public sealed class OtherReadersTests
{
    private const string Rules = """
        streambench-faults: 1
        rules:
          - { at: { index: 2 }, do: duplicate }
          - { at: { index: 3 }, do: drop }
          - { at: { index: 4 }, do: alter, find: '"n":4', with: '"n":4444' }
          - { at: { index: 5 }, do: slice, size: 3 }
        """;

    private static Task<Proxy> PutAsync(World world, string rules) =>
        world.Server.PutAsync(
            new ProxyConfig
            {
                Name = "ruled",
                Upstream = world.UpstreamAddress,
                Rules = RuleFile.Parse(rules),
            }
        );

    [Fact]
    public async Task HttpClient_reads_a_changed_chunked_stream_to_its_proper_end()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, Rules);
        var wire = new Wire("sse-chunked");
        using var http = new HttpClient();

        var reading = http.GetByteArrayAsync(new Uri($"http://{proxy.ListenEndPoint}/events"));
        using var server = await world.AcceptAsync();
        await server.Socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(wire.Head), .. wire.Body(6)]);
        var body = await reading;

        wire.Read([.. Encoding.UTF8.GetBytes(wire.Head), .. wire.Code(body)]).ShouldBe([1, 2, 2, 4444, 5, 6]);
    }

    [Fact]
    public async Task HttpClient_takes_a_proper_end_for_one_and_a_cut_for_an_error()
    {
        async Task<string> ReadAsync(string how)
        {
            await using var world = await World.OpenAsync();
            var proxy = await PutAsync(
                world,
                $"streambench-faults: 1\nrules:\n- {{ at: {{ index: 2 }}, do: cut, how: {how} }}"
            );
            var wire = new Wire("sse-chunked");
            using var http = new HttpClient();
            var reading = http.GetStringAsync(new Uri($"http://{proxy.ListenEndPoint}/events"));
            using var server = await world.AcceptAsync();
            await server.Socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(wire.Head), .. wire.Body(6)]);
            return await reading;
        }

        (await ReadAsync("end")).ShouldEndWith("\"n\":2}\n\n");
        await Should.ThrowAsync<HttpRequestException>(() => ReadAsync("fin"));
        await Should.ThrowAsync<HttpRequestException>(() => ReadAsync("rst"));
    }

    [Fact]
    public async Task A_websocket_client_reads_changed_messages_and_the_close_code()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, Rules + "\n  - { at: { index: 6 }, do: cut, how: close(1011) }");
        var wire = new Wire("websocket");
        using var pair = await world.ConnectAsync(proxy);
        await pair.Client.SendAsync(wire.Request);
        await pair.Server.ShouldReceiveAsync(wire.Request);
        await pair.Server.SendAsync(wire.Head);
        await pair.Client.ShouldReceiveAsync(wire.Head);
        using var socket = WebSocket.CreateFromStream(
            new NetworkStream(pair.Client.Socket),
            new WebSocketCreationOptions { IsServer = false }
        );

        await pair.Server.Socket.SendAsync(wire.Body(7));

        var received = new List<string>();
        var buffer = new byte[1024];
        using var watchdog = new CancellationTokenSource(World.Watchdog);
        while (await socket.ReceiveAsync(buffer, watchdog.Token) is { MessageType: WebSocketMessageType.Text } message)
            received.Add(Encoding.UTF8.GetString(buffer, 0, message.Count));
        received.ShouldBe([
            Wire.Payload(1),
            Wire.Payload(2),
            Wire.Payload(2),
            Wire.Payload(4).Replace("\"n\":4", "\"n\":4444"),
            Wire.Payload(5),
            Wire.Payload(6),
        ]);
        ((int?)socket.CloseStatus).ShouldBe(1011);
    }
}

using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;

namespace StreamBench.Conformance.Tests.Proxies;

/// <summary>A proxy that was told nothing is as good as none: the same bytes come on every transport.</summary>
public sealed class UntouchedProxyTests
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("application/x-ndjson")]
    [InlineData("application/json")]
    public Task An_answer_over_HTTP_is_the_same(string mediaType) =>
        ShouldBeTheSameAsync(
            agent => agent.HttpAddress,
            async address =>
            {
                using var http = new HttpClient();
                using var request = new HttpRequestMessage(
                    HttpMethod.Get,
                    new Uri(address, "v1/conversations/c1/events")
                );
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
                using var response = await http.SendAsync(request);
                response.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
                return await response.Content.ReadAsByteArrayAsync();
            }
        );

    [Fact]
    public Task The_messages_of_a_WebSocket_are_the_same() =>
        ShouldBeTheSameAsync(
            agent => agent.HttpAddress,
            async address =>
            {
                using var watchdog = new CancellationTokenSource(Watchdog);
                using var socket = new ClientWebSocket();
                var path = new UriBuilder(new Uri(address, "v1/conversations/c1/ws?cursor=")) { Scheme = "ws" }.Uri;
                await socket.ConnectAsync(path, watchdog.Token);
                using var received = new MemoryStream();
                var buffer = new byte[64 * 1024];
                while (true)
                {
                    var part = await socket.ReceiveAsync(buffer, watchdog.Token);
                    if (part.MessageType == WebSocketMessageType.Close)
                        break;
                    received.Write(buffer, 0, part.Count);
                    if (part.EndOfMessage)
                        received.WriteByte((byte)'\n');
                }
                received.Write(Encoding.UTF8.GetBytes($"{socket.CloseStatus} {socket.CloseStatusDescription}"));
                return received.ToArray();
            }
        );

    [Fact]
    public Task The_messages_and_the_status_of_gRPC_are_the_same() =>
        ShouldBeTheSameAsync(
            agent => agent.GrpcAddress,
            async address =>
            {
                using var http = new HttpClient();
                using var request = new HttpRequestMessage(
                    HttpMethod.Post,
                    new Uri(address, "streambench.v1.Chat/Subscribe")
                )
                {
                    Version = new Version(2, 0),
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                    // One message: the conversation c1 as field 1.
                    Content = new ByteArrayContent([0, 0, 0, 0, 4, 0x0A, 2, (byte)'c', (byte)'1']),
                };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
                using var response = await http.SendAsync(request);
                var content = await response.Content.ReadAsByteArrayAsync();
                var status = response.TrailingHeaders.GetValues("grpc-status").Single();
                return [.. content, .. Encoding.UTF8.GetBytes(status)];
            }
        );

    private static async Task ShouldBeTheSameAsync(
        Func<FakeAgentServer, Uri> addressOf,
        Func<Uri, Task<byte[]>> receiveAsync
    )
    {
        await using var agent = await FakeAgentServer.StartAsync(
            new FakeAgentOptions
            {
                HttpPort = 0,
                GrpcPort = 0,
                Conversations = new ConversationOptions { Pace = 0 },
            }
        );
        await using var faults = new FaultProxyServer();
        var server = addressOf(agent);
        var proxy = await faults.CreateAsync(new ProxyConfig { Name = "untouched", Upstream = server.Authority });
        var conversation = agent.Conversations.Create("c1", ShippedScripts.Find("s-tool")!)!;
        conversation.Submit("hi", "m1");
        await conversation.WhenFinishedAsync().WaitAsync(Watchdog);

        var straight = await receiveAsync(server).WaitAsync(Watchdog);
        var proxied = await receiveAsync(new Uri($"http://{proxy.ListenEndPoint}")).WaitAsync(Watchdog);

        proxied.ShouldBe(straight);
        Encoding.UTF8.GetString(straight).ShouldContain("turn.close");
    }
}

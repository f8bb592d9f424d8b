using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Tests.Engine.Scanning;
using StreamBench.Transports;

namespace StreamBench.Load.Tests.Engine.Loop;

public sealed class WebSocketLoopTests
{
    public static TheoryData<string> Pollers => ["epoll", "socket"];

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task Messages_come_a_ping_is_answered_and_the_close_is_told(string poller)
    {
        var heard = new TaskCompletionSource<(string Message, string Pong)>();
        await using var server = new ByteServer(
            async (socket, request) =>
            {
                await ByteServer.SendAsync(socket, Upgrade(request));
                var message = await ReadFrameAsync(socket);
                var wire = new ServerFrames();
                wire.Message("first", fragments: 1);
                wire.Frame(final: true, opcode: 9, "ping?"u8.ToArray());
                await socket.SendAsync(wire.Bytes, SocketFlags.None);
                heard.SetResult((message, await ReadFrameAsync(socket)));
                wire = new ServerFrames();
                wire.Message("second in two", fragments: 2);
                wire.Close(1012, "restart");
                await socket.SendAsync(wire.Bytes, SocketFlags.None);
                await ByteServer.UntilClosedAsync(socket);
            }
        );
        var witness = new Witness();
        await using var loop = RunningLoop.Start(witness, poller, server.EndPoint, Request(server));

        var ending = await witness.EndingAsync();

        ending.ShouldBe(new StreamEnding(StreamEndKind.Closed, StreamSide.Server, 1012));
        witness.Events.ShouldBe(["first", "second in two"]);
        (await heard.Task).ShouldBe(("hello 0", "ping?"));
    }

    [Fact]
    public async Task An_upgrade_with_a_wrong_answer_is_no_stream()
    {
        await using var server = ByteServer.Saying(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: wrong\r\n\r\n"
        );
        var witness = new Witness();
        await using var loop = RunningLoop.Start(witness, "epoll", server.EndPoint, Request(server));

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(StreamEndKind.Corrupt, StreamSide.Server));
    }

    private static RequestSpec Request(ByteServer server) =>
        new()
        {
            Url = new Uri($"ws://{server.EndPoint}/socket"),
            Framing = StreamFraming.WebSocket,
            FirstMessage = "hello {{number}}",
        };

    private static string Upgrade(string request)
    {
        var key = request.Split("Sec-WebSocket-Key: ")[1].Split("\r\n")[0];
        // SHA-1 is what RFC 6455 §4.2.2 asks of a server.
        var accept = Convert.ToBase64String(
#pragma warning disable CA5350
            SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
#pragma warning restore CA5350
        );
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {accept}\r\n\r\n";
    }

    /// <summary>One short masked frame.</summary>
    private static async Task<string> ReadFrameAsync(Socket socket)
    {
        var head = await ReadAsync(socket, 6);
        var payload = await ReadAsync(socket, head[1] & 0x7F);
        return Encoding.UTF8.GetString([.. payload.Select((b, i) => (byte)(b ^ head[2 + (i % 4)]))]);
    }

    private static async Task<byte[]> ReadAsync(Socket socket, int length)
    {
        var bytes = new byte[length];
        for (var read = 0; read < length; )
        {
            var more = await socket.ReceiveAsync(bytes.AsMemory(read), SocketFlags.None);
            more.ShouldBeGreaterThan(0);
            read += more;
        }

        return bytes;
    }
}

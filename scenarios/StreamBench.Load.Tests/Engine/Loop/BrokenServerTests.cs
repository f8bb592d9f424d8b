using System.Net;
using System.Net.Sockets;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Streams;
using StreamBench.Transports;

namespace StreamBench.Load.Tests.Engine.Loop;

/// <summary>Whatever a server does, the stream ends with a value that names what happened and who did it.</summary>
public sealed class BrokenServerTests
{
    public static TheoryData<string> Pollers => ["epoll", "socket"];

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task Nobody_listens(string poller)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var nobody = (IPEndPoint)listener.LocalEndpoint;
        listener.Stop();
        var witness = new Witness();
        await using var loop = RunningLoop.Start(witness, poller, nobody);

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(StreamEndKind.Unreachable, StreamSide.Server));
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task The_connection_is_reset_in_mid_stream(string poller)
    {
        var witness = new Witness();
        await using var server = new ByteServer(
            async (socket, _) =>
            {
                await ByteServer.SendAsync(socket, ByteServer.EventStream + ByteServer.Chunk("data: 1\n\n"));
                await witness.EventAsync();
                socket.LingerState = new LingerOption(enable: true, 0);
            }
        );
        await using var loop = RunningLoop.Start(witness, poller, server.EndPoint);

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(StreamEndKind.Reset, StreamSide.Path));
    }

    [Theory]
    [InlineData("epoll", "HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("socket", "HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("epoll", ByteServer.EventStream + "20\r\ndata: half")]
    [InlineData("socket", ByteServer.EventStream + "20\r\ndata: half")]
    public async Task The_connection_ends_inside_the_framing(string poller, string wire)
    {
        await using var server = ByteServer.Saying(wire);
        var witness = new Witness();
        await using var loop = RunningLoop.Start(witness, poller, server.EndPoint);

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(StreamEndKind.Truncated, StreamSide.Path));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>", StreamEndKind.BadContentType, 200)]
    [InlineData("HTTP/1.1 503 Busy\r\nRetry-After: 1\r\n\r\n", StreamEndKind.Refused, 503)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", StreamEndKind.Finished, 204)]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", StreamEndKind.Corrupt, 0)]
    [InlineData(ByteServer.EventStream + "zz\r\n", StreamEndKind.Corrupt, 0)]
    [InlineData(ByteServer.EventStream + "8\r\ndata: 1\n\r\n0\r\n\r\n", StreamEndKind.Truncated, 0)]
    public async Task The_answer_is_no_stream_in_good_order(string wire, StreamEndKind kind, int code)
    {
        await using var server = ByteServer.Saying(wire);
        var witness = new Witness();
        await using var loop = RunningLoop.Start(witness, "epoll", server.EndPoint);

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(kind, StreamSide.Server, code));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-Long: ", StreamEndKind.Corrupt)]
    [InlineData(ByteServer.EventStream + "1;", StreamEndKind.Corrupt)]
    [InlineData(ByteServer.EventStream + "00000", StreamEndKind.Corrupt)]
    [InlineData(ByteServer.EventStream + "40000000\r\ndata: ", StreamEndKind.TooLarge)]
    public async Task What_never_ends_is_ended_at_its_bound(string start, StreamEndKind kind)
    {
        await using var server = new ByteServer(
            async (socket, _) =>
            {
                await ByteServer.SendAsync(socket, start);
                while (true)
                {
                    await ByteServer.SendAsync(socket, new string('0', 4096));
                }
            }
        );
        var witness = new Witness();
        await using var loop = RunningLoop.Start(witness, "epoll", server.EndPoint);

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(kind, StreamSide.Server));
    }

    [Theory]
    [InlineData("epoll", "")]
    [InlineData("socket", "")]
    [InlineData("epoll", ByteServer.EventStream)]
    [InlineData("socket", ByteServer.EventStream)]
    public async Task A_silent_server_is_given_up(string poller, string wire)
    {
        await using var server = new ByteServer(
            async (socket, _) =>
            {
                await ByteServer.SendAsync(socket, wire);
                await ByteServer.UntilClosedAsync(socket);
            }
        );
        var witness = new Witness();
        await using var loop = RunningLoop.Start(witness, poller, server.EndPoint, change: Impatient);

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(StreamEndKind.TimedOut, StreamSide.Path));

        static LoopOptions Impatient(LoopOptions options) =>
            options with
            {
                HeadTimeout = TimeSpan.FromMilliseconds(30),
                IdleTimeout = TimeSpan.FromMilliseconds(30),
            };
    }
}

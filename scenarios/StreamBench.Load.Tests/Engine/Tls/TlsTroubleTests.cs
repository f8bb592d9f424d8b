using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Tests.Engine.Loop;
using StreamBench.Transports;
using TlsRelay = StreamBench.Testing.TlsRelay;

namespace StreamBench.Load.Tests.Engine.Tls;

/// <summary>What goes wrong under TLS ends a stream under its own name, and only that stream.</summary>
public sealed class TlsTroubleTests
{
    [Theory]
    [InlineData("localhost", 2070, false, ConnectTrouble.Untrusted)]
    [InlineData("example.org", 2070, true, ConnectTrouble.WrongName)]
    [InlineData("localhost", 2021, true, ConnectTrouble.Expired)]
    public async Task A_certificate_that_is_not_believed_says_why(
        string name,
        int validUntil,
        bool isTrusted,
        object trouble
    )
    {
        using var certificate = TlsRelay.SelfSigned(name, validUntil);
        await using var server = SecureServer.Saying(certificate, ByteServer.EventStream, "0\r\n\r\n");
        var witness = new Witness();
        await using var loop = Start(witness, server.EndPoint, isTrusted ? certificate : null);

        (await witness.EndingAsync()).ShouldBe(Troubled((ConnectTrouble)trouble));
        witness.ConnectedAt.ShouldBe(0);
    }

    [Fact]
    public async Task Anybody_is_believed_where_the_plan_says_so()
    {
        using var certificate = TlsRelay.SelfSigned("example.org", 2021);
        await using var server = SecureServer.Saying(certificate, ByteServer.EventStream, "0\r\n\r\n");
        var witness = new Witness();
        await using var loop = Start(witness, server.EndPoint, ServerTrust.Of("any"));

        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Completed);
    }

    [Theory]
    [InlineData("", ConnectTrouble.HandshakeCut)]
    [InlineData("\u0016\u0003\u0003", ConnectTrouble.HandshakeCut)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", ConnectTrouble.NoTls)]
    public async Task A_peer_that_does_not_shake_hands_is_told_from_one_that_leaves(string says, object trouble)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync();
        var witness = new Witness();
        await using var loop = Start(witness, (IPEndPoint)listener.LocalEndpoint, ServerTrust.Of("any"));

        (await witness.EndingAsync()).ShouldBe(Troubled((ConnectTrouble)trouble));
        await serving;

        async Task ServeAsync()
        {
            using var socket = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
            await socket.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
            await socket.SendAsync(Encoding.Latin1.GetBytes(says), TestContext.Current.CancellationToken);
            await ByteServer.FinishAsync(socket);
        }
    }

    [Fact]
    public async Task A_handshake_without_an_answer_is_given_up_as_a_connection_is()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var witness = new Witness();
        await using var loop = Start(
            witness,
            (IPEndPoint)listener.LocalEndpoint,
            ServerTrust.Of("any"),
            options => options with { ConnectTimeout = TimeSpan.FromMilliseconds(50) }
        );

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(StreamEndKind.TimedOut, StreamSide.Path));
    }

    [Fact]
    public async Task Nobody_listens()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var nobody = (IPEndPoint)listener.LocalEndpoint;
        listener.Stop();
        var witness = new Witness();
        await using var loop = Start(witness, nobody, ServerTrust.Of("any"));

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(StreamEndKind.Unreachable, StreamSide.Server));
    }

    [Theory]
    [InlineData("epoll", false, StreamEndKind.Truncated)]
    [InlineData("socket", false, StreamEndKind.Truncated)]
    [InlineData("epoll", true, StreamEndKind.Reset)]
    [InlineData("socket", true, StreamEndKind.Reset)]
    public async Task A_cut_in_the_middle_of_a_record_loses_that_record_alone(
        string poller,
        bool isReset,
        StreamEndKind kind
    )
    {
        using var certificate = TlsRelay.SelfSigned();
        var heard = new TaskCompletionSource();
        await using var server = new SecureServer(
            certificate,
            async connection =>
            {
                await connection.SayAsync(ByteServer.EventStream + ByteServer.Chunk("data: whole\n\n"));
                await heard.Task;
                // The head of a record of 256 bytes (RFC 8446 §5.1), and less than that.
                await connection.Socket.SendAsync((byte[])[0x17, 0x03, 0x03, 0x01, 0x00, 1, 2, 3]);
                if (isReset)
                {
                    connection.Socket.LingerState = new LingerOption(enable: true, 0);
                    connection.Socket.Close();
                    return;
                }

                connection.Socket.Shutdown(SocketShutdown.Send);
                await ByteServer.UntilClosedAsync(connection.Socket);
            }
        );
        var witness = new Witness();
        await using var loop = Start(
            witness,
            server.EndPoint,
            new ServerTrust([certificate], isBlind: false),
            poller: poller
        );
        await witness.EventAsync();
        heard.SetResult();

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(kind, StreamSide.Path));
        witness.Events.ShouldBe(["whole"]);
    }

    [Fact]
    public async Task A_record_that_nobody_can_decrypt_ends_the_stream()
    {
        using var certificate = TlsRelay.SelfSigned();
        await using var server = new SecureServer(
            certificate,
            async connection =>
            {
                await connection.SayAsync(ByteServer.EventStream);
                byte[] record = [0x17, 0x03, 0x03, 0x00, 0x40, .. RandomNumberGenerator.GetBytes(0x40)];
                await connection.Socket.SendAsync(record);
                await ByteServer.UntilClosedAsync(connection.Socket);
            }
        );
        var witness = new Witness();
        await using var loop = Start(witness, server.EndPoint, certificate);

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(StreamEndKind.Reset, StreamSide.Path));
    }

    private static StreamEnding Troubled(ConnectTrouble trouble) =>
        new(StreamEndKind.Unreachable, StreamSide.Server) { Trouble = trouble };

    private static RunningLoop Start(Witness witness, IPEndPoint server, X509Certificate2? trusted) =>
        Start(witness, server, trusted is null ? ServerTrust.Of(null) : new ServerTrust([trusted], isBlind: false));

    private static RunningLoop Start(
        Witness witness,
        IPEndPoint server,
        ServerTrust trust,
        Func<LoopOptions, LoopOptions>? change = null,
        string poller = "epoll"
    ) =>
        RunningLoop.Start(
            witness,
            poller,
            server,
            new RequestSpec { Url = new Uri($"https://localhost:{server.Port}/") },
            change,
            trust
        );
}

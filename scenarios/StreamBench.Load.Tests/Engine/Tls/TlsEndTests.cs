using System.Security.Cryptography.X509Certificates;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Tests.Engine.Loop;
using StreamBench.Transports;
using TlsRelay = StreamBench.Testing.TlsRelay;

namespace StreamBench.Load.Tests.Engine.Tls;

/// <summary>How connections with TLS end, and what their ends mean.</summary>
public sealed class TlsEndTests : IDisposable
{
    private readonly X509Certificate2 certificate = TlsRelay.SelfSigned();

    public static TheoryData<string> Pollers => ["epoll", "socket"];

    public void Dispose() => certificate.Dispose();

    [Theory]
    [InlineData("epoll", true, StreamEndKind.Completed)]
    [InlineData("socket", true, StreamEndKind.Completed)]
    [InlineData("epoll", false, StreamEndKind.Truncated)]
    [InlineData("socket", false, StreamEndKind.Truncated)]
    public async Task Where_only_the_end_of_the_connection_ends_the_body_tls_has_to_say_so(
        string poller,
        bool isSaid,
        StreamEndKind kind
    )
    {
        await using var server = new SecureServer(
            certificate,
            async connection =>
            {
                await connection.SayAsync(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n{\"a\":1}\n{\"a\":2}\n"
                );
                await (isSaid ? connection.FinishAsync() : connection.CutAsync());
            }
        );
        var witness = new Witness();
        await using var loop = SecureLoop.Start(certificate, witness, poller, server, framing: StreamFraming.JsonLines);

        (await witness.EndingAsync()).Kind.ShouldBe(kind);

        witness.Events.ShouldBe(["{\"a\":1}", "{\"a\":2}"]);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task A_stream_that_says_its_end_is_whole_whatever_becomes_of_the_connection(string poller)
    {
        await using var server = new SecureServer(
            certificate,
            async connection =>
            {
                await connection.SayAsync(ByteServer.EventStream + ByteServer.Chunk("data: 1\n\n") + "0\r\n\r\n");
                await connection.CutAsync();
            }
        );
        var witness = new Witness();
        await using var loop = SecureLoop.Start(certificate, witness, poller, server);

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(StreamEndKind.Completed, StreamSide.Server));
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task An_end_that_is_said_before_the_connection_ends_is_heard_at_once(string poller)
    {
        var ended = new TaskCompletionSource();
        await using var server = new SecureServer(
            certificate,
            async connection =>
            {
                await connection.SayAsync(ByteServer.EventStream + ByteServer.Chunk("data: 1\n\n"));
                await connection.Stream.ShutdownAsync();
                await ended.Task; // No FIN until the client has understood.
            }
        );
        var witness = new Witness();
        await using var loop = SecureLoop.Start(certificate, witness, poller, server);

        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Truncated);
        ended.SetResult();
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task A_loop_that_is_disposed_says_so_to_its_peers(string poller)
    {
        var goodbye = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new SecureServer(
            certificate,
            async connection =>
            {
                await connection.SayAsync(ByteServer.EventStream + ByteServer.Chunk("data: 1\n\n"));
                goodbye.SetResult(await connection.UntilClosedAsync());
            }
        );
        var witness = new Witness();
        await using (SecureLoop.Start(certificate, witness, poller, server))
        {
            await witness.EventAsync();
        }

        (await witness.EndingAsync()).ShouldBe(StreamEnding.Abandoned);
        (await goodbye.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBeTrue();
    }
}

using System.Security.Cryptography.X509Certificates;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Tests.Engine.Loop;
using StreamBench.Transports;
using TlsRelay = StreamBench.Testing.TlsRelay;

namespace StreamBench.Load.Tests.Engine.Tls;

/// <summary>The loop over TLS against servers that are a few bytes each, on both pollers: the same story as without.</summary>
public sealed class TlsLoopTests : IDisposable
{
    private readonly X509Certificate2 certificate = TlsRelay.SelfSigned();

    public static TheoryData<string> Pollers => ["epoll", "socket"];

    public void Dispose() => certificate.Dispose();

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task A_stream_is_read_to_its_end(string poller)
    {
        await using var server = SecureServer.Saying(
            certificate,
            ByteServer.EventStream,
            ByteServer.Chunk("id: 1\ndata: one\n\n"),
            ByteServer.Chunk("id: 2\ndata: tw"),
            ByteServer.Chunk("o\n\ndata: three\n\n"),
            "0\r\n\r\n"
        );
        var witness = new Witness();
        await using var loop = SecureLoop.Start(certificate, witness, poller, server);

        var ending = await witness.EndingAsync();

        ending.ShouldBe(new StreamEnding(StreamEndKind.Completed, StreamSide.Server));
        witness.Events.ShouldBe(["one", "two", "three"]);
        witness.Ids.ShouldBe(["1", "2", "2"]);
        witness.Heads.Single().Media.ShouldBe(MediaKind.EventStream);
        witness.ConnectedAt.ShouldBeInRange(witness.StartedAt, witness.HeadersAt);
        witness.Reads.ShouldAllBe(read => read.OwnLag >= 0 && read.ArrivedAt > witness.StartedAt);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task Records_that_come_byte_by_byte_give_the_same_events(string poller)
    {
        await using var server = new SecureServer(
            certificate,
            async connection =>
            {
                await connection.SayAsync(ByteServer.EventStream + ByteServer.Chunk("data: one\r\n\r\ndata: tw"));
                await connection.SayAsync(ByteServer.Chunk("o\n\n") + "0\r\n\r\n");
                await connection.FinishAsync();
            },
            below => new SlicedStream(below)
        );
        var witness = new Witness();
        await using var loop = SecureLoop.Start(certificate, witness, poller, server);

        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Completed);

        witness.Events.ShouldBe(["one", "two"]);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task An_event_of_nearly_a_mebibyte_is_whole(string poller)
    {
        var large = new string('x', (1024 * 1024) - 100);
        await using var server = SecureServer.Saying(
            certificate,
            ByteServer.EventStream,
            ByteServer.Chunk($"data: {large}\n\n"),
            "0\r\n\r\n"
        );
        var witness = new Witness();
        await using var loop = SecureLoop.Start(certificate, witness, poller, server);

        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Completed);

        witness.Events.ShouldHaveSingleItem().ShouldBe(large);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task What_was_decrypted_and_did_not_fit_is_read_though_nothing_more_comes(string poller)
    {
        const int Events = 6000;
        var body = string.Concat(Enumerable.Range(0, Events).Select(n => $"data: {n}\n\n"));
        await using var server = new SecureServer(
            certificate,
            async connection =>
            {
                await connection.SayAsync(ByteServer.EventStream + ByteServer.Chunk(body));
                await connection.UntilClosedAsync();
            }
        );
        var witness = new Witness { Then = data => data == $"{Events - 1}" ? NextStep.Close : NextStep.Continue };
        await using var loop = SecureLoop.Start(certificate, witness, poller, server, change: Narrow);

        (await witness.EndingAsync()).ShouldBe(StreamEnding.Abandoned);

        witness.Events.Count.ShouldBe(Events);

        // Less than what SslStream decrypts at a time.
        static LoopOptions Narrow(LoopOptions options) => options with { ReceiveBytes = 1 };
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task A_slow_reader_gets_everything_in_small_sips(string poller)
    {
        const int Events = 200;
        var body = string.Concat(Enumerable.Range(0, Events).Select(n => $"data: {n}\n\n"));
        await using var server = new SecureServer(
            certificate,
            async connection =>
            {
                await connection.SayAsync(ByteServer.EventStream + ByteServer.Chunk(body));
                await connection.SayAsync("0\r\n\r\n");
                await connection.UntilClosedAsync();
            }
        );
        var witness = new Witness { BytesPerSecond = 4000 };
        await using var loop = SecureLoop.Start(certificate, witness, poller, server);

        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Completed);

        witness.Events.Count.ShouldBe(Events);
        witness.Reads.ShouldAllBe(read => read.Bytes <= 200);
        (witness.EventTimes[^1] - witness.EventTimes[0]).ShouldBeGreaterThan(200_000_000);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task A_request_that_the_peer_is_slow_to_take_arrives_whole(string poller)
    {
        var body = new string('b', 900_000);
        var received = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new SecureServer(
            certificate,
            async connection =>
            {
                var bytes = new byte[body.Length];
                await connection.Stream.ReadExactlyAsync(bytes);
                received.SetResult(bytes.Count(one => one == 'b'));
                await connection.SayAsync(ByteServer.EventStream + "0\r\n\r\n");
                await connection.FinishAsync();
            }
        );
        var witness = new Witness();
        await using var loop = SecureLoop.Start(
            certificate,
            witness,
            poller,
            server,
            body: body,
            below: sockets => new ReluctantPoller(sockets)
        );

        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Completed);

        (await received.Task).ShouldBe(body.Length);
    }

    [Fact]
    public async Task Everything_that_tls_does_is_done_on_the_loops_own_thread()
    {
        await using var server = SecureServer.Saying(
            certificate,
            ByteServer.EventStream,
            ByteServer.Chunk("data: one\n\n"),
            "0\r\n\r\n"
        );
        var witness = new Witness();
        var threads = new HashSet<int>();
        await using (
            SecureLoop.Start(
                certificate,
                witness,
                "epoll",
                server,
                below: sockets => new ThreadWitness(sockets, threads)
            )
        )
        {
            await witness.EndingAsync();
        }

        witness.Threads.ShouldHaveSingleItem();
        threads.ShouldBe(witness.Threads);
    }

    [Fact]
    public async Task The_peer_is_asked_for_by_its_name_and_for_http_1_1()
    {
        var asked = new TaskCompletionSource<(string, string)>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new SecureServer(
            certificate,
            async connection =>
            {
                asked.SetResult(
                    (connection.Stream.TargetHostName, connection.Stream.NegotiatedApplicationProtocol.ToString())
                );
                await connection.FinishAsync();
            }
        );
        var witness = new Witness();
        await using var loop = SecureLoop.Start(certificate, witness, "epoll", server);

        await witness.EndingAsync();

        (await asked.Task).ShouldBe(("localhost", "http/1.1"));
    }
}

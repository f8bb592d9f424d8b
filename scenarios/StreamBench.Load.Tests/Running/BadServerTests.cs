using System.Net;
using System.Net.Sockets;
using StreamBench.Load.Counters;
using StreamBench.Load.Plans;
using StreamBench.Load.Results;
using StreamBench.Load.Running;
using StreamBench.Load.Tests.Engine.Loop;

namespace StreamBench.Load.Tests.Running;

/// <summary>Whatever a server does, every stream is counted once, under what happened to it.</summary>
public sealed class BadServerTests
{
    private const int Streams = 5;

    [Fact]
    public async Task An_unknown_host_is_stated_before_the_run()
    {
        await using var server = new RunningServer(new Uri("http://no-such-host.invalid/"));

        var e = await Should.ThrowAsync<LoadRunException>(() => Runs.Plan(null, Streams).PlayAsync(server));

        e.Message.ShouldStartWith("no-such-host.invalid: unknown host");
    }

    [Fact]
    public async Task A_refused_connection()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var nobody = (IPEndPoint)listener.LocalEndpoint;
        listener.Stop();
        await using var server = new RunningServer(new Uri($"http://{nobody}/"));

        var result = await Runs.Plan(null, Streams).PlayAsync(server);

        Counted(result, Counter.FailedConnect, "connection refused");
    }

    [Fact]
    public Task A_page_instead_of_a_stream() =>
        CountsAsync(
            ["HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"],
            Counter.FailedProtocol,
            "answered by another content type than that of a stream"
        );

    [Fact]
    public Task An_error_status() =>
        CountsAsync(
            ["HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"],
            Counter.Refused,
            "answered by status 503 instead of a stream"
        );

    [Fact]
    public Task A_clean_end_before_the_turn_ended() =>
        CountsAsync(
            [ByteServer.EventStream, ByteServer.Chunk("data: {}\n\n"), "0\r\n\r\n"],
            Counter.Truncated,
            "the stream ended before its turn"
        );

    [Fact]
    public Task An_event_that_is_larger_than_any_bound() =>
        CountsAsync(
            [ByteServer.EventStream, ByteServer.Chunk("data: " + new string('x', 3 << 20))],
            Counter.FailedProtocol,
            "an event was larger than 1 MiB"
        );

    [Fact]
    public async Task A_gigabyte_without_the_end_of_an_event_is_not_read()
    {
        var written = 0L;
        await using var server = new ByteServer(
            async (socket, _) =>
            {
                await ByteServer.SendAsync(socket, ByteServer.EventStream + ByteServer.Chunk("data: "));
                for (var mebibyte = ByteServer.Chunk(new string('x', 1 << 20)); written < 1 << 30; )
                {
                    await ByteServer.SendAsync(socket, mebibyte);
                    Interlocked.Add(ref written, 1 << 20);
                }
            }
        );

        await CountsAsync(server, Counter.FailedProtocol, "an event was larger than 1 MiB");

        Interlocked.Read(ref written).ShouldBeLessThan(Streams * (1L << 26));
    }

    [Fact]
    public async Task A_stream_that_never_ends()
    {
        await using var server = new ByteServer(
            async (socket, _) =>
            {
                await ByteServer.SendAsync(socket, ByteServer.EventStream + ByteServer.Chunk("data: {}\n\n"));
                await ByteServer.UntilClosedAsync(socket);
            }
        );

        await CountsAsync(server, Counter.FailedTimeout, "took too long", TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task A_dialect_that_nobody_knows_is_stated_with_those_that_are_known()
    {
        await using var server = new RunningServer(new Uri("http://127.0.0.1:1/"));
        var plan = Runs.Plan(null, Streams) with { Target = new LoadTarget { Dialect = "klingon" } };

        var e = await Should.ThrowAsync<LoadRunException>(() => plan.PlayAsync(server));

        e.Message.ShouldContain("\"klingon\"");
        e.Message.ShouldContain("openai-chat");
    }

    private static async Task CountsAsync(string[] wire, Counter counter, string words)
    {
        await using var server = ByteServer.Saying(wire);
        await CountsAsync(server, counter, words);
    }

    private static async Task CountsAsync(ByteServer server, Counter counter, string words, TimeSpan? timeout = null)
    {
        await using var target = new RunningServer(new Uri($"http://{server.EndPoint}/"));
        var plan = Runs.Plan(null, Streams);

        Counted(await (plan with { Timeout = timeout ?? plan.Timeout }).PlayAsync(target), counter, words);
    }

    private static void Counted(LoadResult result, Counter counter, string words)
    {
        var tally = result.All();
        (tally[Counter.Started], tally[counter], tally.Ends()).ShouldBe((Streams, Streams, Streams));
        result.Findings.Failures.ShouldBe(new Dictionary<string, long> { [words] = Streams });
    }
}

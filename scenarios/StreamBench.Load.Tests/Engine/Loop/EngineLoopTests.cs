using System.Net.Sockets;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Transports;

namespace StreamBench.Load.Tests.Engine.Loop;

/// <summary>The loop against servers that are a few bytes each, on both pollers.</summary>
public sealed class EngineLoopTests
{
    public static TheoryData<string> Pollers => ["epoll", "socket"];

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task A_stream_is_read_to_its_end(string poller)
    {
        await using var server = ByteServer.Saying(
            ByteServer.EventStream,
            ByteServer.Chunk("id: 1\ndata: one\n\n"),
            ByteServer.Chunk("id: 2\ndata: tw"),
            ByteServer.Chunk("o\n\ndata: three\n\n"),
            "0\r\n\r\n"
        );
        var witness = new Witness();
        await using var loop = RunningLoop.Start(witness, poller, server.EndPoint);

        var ending = await witness.EndingAsync();

        ending.ShouldBe(new StreamEnding(StreamEndKind.Completed, StreamSide.Server));
        witness.Events.ShouldBe(["one", "two", "three"]);
        witness.Ids.ShouldBe(["1", "2", "2"]);
        witness.Heads.Single().Media.ShouldBe(MediaKind.EventStream);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task Bytes_one_by_one_give_the_same_events(string poller)
    {
        var wire = ByteServer.EventStream + ByteServer.Chunk("data: one\r\n\r\ndata: two\n\n") + "0\r\n\r\n";
        await using var server = ByteServer.Saying([.. wire.Select(c => c.ToString())]);
        var witness = new Witness();
        await using var loop = RunningLoop.Start(witness, poller, server.EndPoint);

        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Completed);

        witness.Events.ShouldBe(["one", "two"]);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task Clocks_see_at_least_the_delays_that_there_were(string poller)
    {
        var delay = TimeSpan.FromMilliseconds(60);
        await using var server = new ByteServer(
            async (socket, _) =>
            {
                await Task.Delay(delay, TimeProvider.System);
                await ByteServer.SendAsync(socket, ByteServer.EventStream + ByteServer.Chunk("data: 1\n\n"));
                await Task.Delay(delay, TimeProvider.System);
                await ByteServer.SendAsync(socket, ByteServer.Chunk("data: 2\n\n") + "0\r\n\r\n");
                await ByteServer.FinishAsync(socket);
            }
        );
        var witness = new Witness();
        await using var loop = RunningLoop.Start(witness, poller, server.EndPoint);

        await witness.EndingAsync();

        // The server's timer may fire a little early by this process's other clock.
        var least = (long)(delay.TotalNanoseconds * 0.9);
        witness.ConnectedAt.ShouldBeGreaterThanOrEqualTo(witness.StartedAt);
        (witness.HeadersAt - witness.ConnectedAt).ShouldBeGreaterThan(least);
        (witness.EventTimes[0] - witness.StartedAt).ShouldBeGreaterThan(least);
        (witness.EventTimes[1] - witness.EventTimes[0]).ShouldBeGreaterThan(least);
        witness.Reads.ShouldAllBe(r => r.OwnLag >= 0 && r.ArrivedAt > witness.StartedAt);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task A_close_delimited_body_ends_with_its_connection(string poller)
    {
        await using var server = ByteServer.Saying(
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n{\"a\":1}\n{\"a\":2}"
        );
        var witness = new Witness();
        var request = new RequestSpec
        {
            Url = new Uri($"http://{server.EndPoint}/"),
            Framing = StreamFraming.JsonLines,
        };
        await using var loop = RunningLoop.Start(witness, poller, server.EndPoint, request);

        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Completed);

        witness.Events.ShouldBe(["{\"a\":1}", "{\"a\":2}"]);
    }

    [Theory]
    [InlineData("epoll", false)]
    [InlineData("epoll", true)]
    [InlineData("socket", false)]
    [InlineData("socket", true)]
    public async Task A_large_request_arrives_whole(string poller, bool isTakenInSips)
    {
        var body = new string('b', 900_000);
        var received = new TaskCompletionSource<long>();
        await using var server = new ByteServer(
            async (socket, request) =>
            {
                var length = (long)request.Length - request.IndexOf("\r\n\r\n", StringComparison.Ordinal) - 4;
                var buffer = new byte[65536];
                while (length < body.Length)
                {
                    length += await socket.ReceiveAsync(buffer, SocketFlags.None);
                }

                received.TrySetResult(length);
                await ByteServer.SendAsync(socket, ByteServer.EventStream + "0\r\n\r\n");
                await ByteServer.FinishAsync(socket);
            }
        );
        var witness = new Witness();
        var post = new RequestSpec
        {
            Url = new Uri($"http://{server.EndPoint}/"),
            Method = "POST",
            Body = body,
        };
        await using var loop = RunningLoop.Start(
            witness,
            poller,
            server.EndPoint,
            post,
            below: sockets => isTakenInSips ? new ReluctantPoller(sockets) : sockets
        );

        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Completed);

        (await received.Task).ShouldBe(body.Length);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task A_visitor_may_close_after_an_event(string poller)
    {
        await using var server = new ByteServer(
            async (socket, _) =>
            {
                await ByteServer.SendAsync(socket, ByteServer.EventStream + ByteServer.Chunk("data: 1\n\ndata: 2\n\n"));
                await ByteServer.UntilClosedAsync(socket);
            }
        );
        var witness = new Witness { Then = _ => NextStep.Close };
        await using var loop = RunningLoop.Start(witness, poller, server.EndPoint);

        (await witness.EndingAsync()).ShouldBe(StreamEnding.Abandoned);

        witness.Events.ShouldBe(["1"]);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task A_dropped_stream_resumes_with_its_last_event_id(string poller)
    {
        await using var server = new ByteServer(
            async (socket, request) =>
            {
                var cursor = request.Contains("Last-Event-ID: 1\r\n", StringComparison.Ordinal) ? 2 : 1;
                await ByteServer.SendAsync(
                    socket,
                    ByteServer.EventStream + ByteServer.Chunk($"id: {cursor}\ndata: {cursor}\n\n")
                );
                await ByteServer.SendAsync(socket, cursor == 1 ? ByteServer.Chunk("id: 9\ndata: lost") : "0\r\n\r\n");
                await ByteServer.FinishAsync(socket);
            }
        );
        var witness = new Witness
        {
            After = e =>
                e.Kind == StreamEndKind.Truncated ? AfterEnd.ResumeIn(TimeSpan.FromMilliseconds(5)) : AfterEnd.Free,
        };
        var request = new RequestSpec
        {
            Url = new Uri($"http://{server.EndPoint}/"),
            Headers = [("Last-Event-ID", "{{cursor}}")],
        };
        await using var loop = RunningLoop.Start(witness, poller, server.EndPoint, request);

        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Truncated);
        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Completed);

        witness.Events.ShouldBe(["1", "2"]);
        witness.Ids.ShouldBe(["1", "2"]);
        (witness.EventTimes[1] - witness.EventTimes[0]).ShouldBeGreaterThan(5_000_000);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task An_arrival_without_a_free_slot_is_dropped_and_counted(string poller)
    {
        await using var server = new ByteServer(
            async (socket, _) =>
            {
                await ByteServer.SendAsync(socket, ByteServer.EventStream + ByteServer.Chunk("data: 1\n\n"));
                await ByteServer.UntilClosedAsync(socket);
            }
        );
        var witness = new Witness();
        await using (
            var loop = RunningLoop.Start(witness, poller, server.EndPoint, change: o => o with { Capacity = 1 })
        )
        {
            await witness.EventAsync();
            loop.Begin();
            (await witness.DroppedAsync()).Number.ShouldBe(1);
        }

        witness.HasDropped.ShouldBeFalse();
        (await witness.EndingAsync()).ShouldBe(StreamEnding.Abandoned);
    }

    [Theory]
    [MemberData(nameof(Pollers))]
    public async Task Many_streams_each_get_their_own_events(string poller)
    {
        await using var server = new ByteServer(
            async (socket, request) =>
            {
                var id = request.Split("?n=")[1].Split(' ')[0];
                await ByteServer.SendAsync(socket, ByteServer.EventStream + ByteServer.Chunk($"data: {id}\n"));
                await ByteServer.SendAsync(socket, ByteServer.Chunk("\n") + "0\r\n\r\n");
                await ByteServer.FinishAsync(socket);
            }
        );
        var witness = new Witness();
        var request = new RequestSpec { Url = new Uri($"http://{server.EndPoint}/"), Target = "/?n={{number}}" };
        await using var loop = RunningLoop.Start(
            witness,
            poller,
            server.EndPoint,
            request,
            o => o with { Capacity = 64 }
        );
        for (var n = 1; n < 40; n++)
        {
            loop.Begin();
        }

        for (var n = 0; n < 40; n++)
        {
            (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Completed);
        }

        witness.Events.Select(int.Parse).Order().ShouldBe(Enumerable.Range(0, 40));
    }
}

using System.Net.Sockets;
using System.Text;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Plans;
using StreamBench.Load.Results;
using StreamBench.Load.Running;
using StreamBench.Load.Tests.Engine.Loop;

namespace StreamBench.Load.Tests.Running;

/// <summary>Whole runs over long-polling: one stream of many answers, the clocks of all streams, and each bad end under its own name.</summary>
public sealed class PollRunTests
{
    private const int Streams = 5;
    private const string Script = "s-tool";

    private const string Accepted =
        "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";

    [Theory]
    [InlineData("streambench")]
    [InlineData("atmosphere")]
    public async Task Polls_are_timed_and_counted_as_one_stream(string dialect)
    {
        await using var server = await AgentServer.StartAsync(Script);

        var result = await (Plan() with { Target = Over(dialect) }).PlayAsync(server);

        var tally = result.All();
        (tally[Counter.Completed], tally[Counter.Reconnects]).ShouldBe((Streams, 0), Why(result));
        foreach (var clock in new[] { Clock.Connect, Clock.Headers, Clock.FirstEvent, Clock.FirstContent, Clock.Turn })
        {
            tally.Times(clock, ClockColumn.Real).Count.ShouldBe(Streams, clock.ToString());
        }

        // A read is an answer here, and every turn takes several.
        tally[Counter.Reads].ShouldBeInRange(Streams * 2, tally[Counter.Events]);
        tally[Counter.Bytes].ShouldBeGreaterThan(tally[Counter.Events] * 10);
        result.Findings.Engine["path"].ShouldBe("portable");
    }

    [Fact]
    public async Task The_connection_is_the_streams_own_and_its_polls_share_it()
    {
        var connections = 0;
        var requests = new List<string>();
        await using var server = new ByteServer(
            async (socket, request) =>
            {
                connections++;
                for (var next = request; next.Length > 0; next = await NextAsync(socket))
                {
                    requests.Add(next.Split("\r\n")[0]);
                    await ByteServer.SendAsync(
                        socket,
                        requests.Count switch
                        {
                            1 => Kept("202 Accepted", "{}"),
                            2 => Kept("200 OK", Batch(next, Open, "1:1")),
                            3 => "HTTP/1.1 204 No Content\r\n\r\n",
                            _ => Kept("200 OK", Batch(next, Close, "1:2")),
                        }
                    );
                }
            }
        );

        var result = await PlayAsync(server, streams: 1);

        var tally = result.All();
        (tally[Counter.Completed], tally[Counter.Reconnects], connections).ShouldBe((1, 0, 1), Why(result));
        // Two answers of two events each; the one that brought nothing is no read.
        (tally[Counter.Reads], tally[Counter.Events], tally[Counter.CoalescedEvents]).ShouldBe((2, 4, 4));
        tally.Times(Clock.Gap, ClockColumn.Intended).Count.ShouldBe(3);
        requests.Select(line => line.Split(' ')[0]).ShouldBe(["POST", "GET", "GET", "GET"]);
        requests.Skip(1).Select(CursorOf).ShouldBe(["", "1:1", "1:1"]);
    }

    [Fact]
    public async Task A_stream_whose_poll_breaks_off_goes_on_where_it_was()
    {
        var polls = new List<string>();
        await using var server = new ByteServer(
            async (socket, request) =>
            {
                if (request.StartsWith("POST", StringComparison.Ordinal))
                {
                    await ByteServer.SendAsync(socket, Accepted);
                    return;
                }

                polls.Add(CursorOf(request));
                await ByteServer.SendAsync(
                    socket,
                    polls.Count switch
                    {
                        1 => Closing("200 OK", Batch(request, Open, "1:1")),
                        2 =>
                            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{\"events\":[",
                        _ => Closing("200 OK", Batch(request, Close, "1:2")),
                    }
                );
            }
        );

        var result = await PlayAsync(server, streams: 1);

        var tally = result.All();
        (tally[Counter.Completed], tally[Counter.Verified], tally[Counter.Reconnects]).ShouldBe((1, 1, 1), Why(result));
        polls.ShouldBe(["", "1:1", "1:1"]);
        tally.Times(Clock.Recover, ClockColumn.Intended).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_goodbye_before_the_turn_ended_is_no_completion_and_is_not_asked_about_for_ever()
    {
        const string Bye = """{"type":"bye","reason":"done","retryMs":1}""";
        await using var server = ByPath(Closing("200 OK", Batch("", Bye, cursor: null)));

        var result = await PlayAsync(server);

        Counted(result, Counter.Truncated, "the stream ended before its turn");
    }

    [Fact]
    public async Task A_server_that_does_not_hold_its_polls_is_not_flooded()
    {
        var polls = 0;
        await using var server = new ByteServer(
            async (socket, request) =>
            {
                var isPoll = request.StartsWith("GET", StringComparison.Ordinal);
                polls += isPoll ? 1 : 0;
                await ByteServer.SendAsync(
                    socket,
                    isPoll ? "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n" : Accepted
                );
            }
        );

        var result = await PlayAsync(server, 1, plan => plan with { Timeout = TimeSpan.FromMilliseconds(500) });

        result.All()[Counter.FailedTimeout].ShouldBe(1);
        polls.ShouldBeInRange(2, 11);
    }

    [Theory]
    [InlineData("200 OK", "text/html", "<html>", "answered by another content type than that of a stream")]
    [InlineData("200 OK", "application/json", "[1,2", "bytes that break the transport's rules")]
    [InlineData("200 OK", "application/json", "<html>", "bytes that break the transport's rules")]
    public async Task An_answer_that_is_no_batch(string status, string type, string body, string words)
    {
        await using var server = ByPath(Closing(status, body, type));

        Counted(await PlayAsync(server), Counter.FailedProtocol, words);
    }

    [Fact]
    public async Task An_answer_that_is_larger_than_any_bound()
    {
        var large = $$"""{"type":"text.append","seq":1,"text":"{{new string('x', 3 << 20)}}"}""";
        await using var server = ByPath(Closing("200 OK", Batch("", large, cursor: null)));

        Counted(await PlayAsync(server), Counter.FailedProtocol, "an event was larger than 1 MiB");
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off_at_the_bound()
    {
        var written = 0L;
        await using var server = new ByteServer(
            async (socket, request) =>
            {
                if (request.StartsWith("POST", StringComparison.Ordinal))
                {
                    await ByteServer.SendAsync(socket, Accepted);
                    return;
                }

                await ByteServer.SendAsync(
                    socket,
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                );
                // A gigabyte, were anybody to read it.
                for (var mebibyte = ByteServer.Chunk(new string(' ', 1 << 20)); written < 1 << 30; written += 1 << 20)
                {
                    await ByteServer.SendAsync(socket, mebibyte);
                }
            }
        );

        var result = await PlayAsync(server, streams: 1);

        result.All()[Counter.FailedProtocol].ShouldBe(1, Why(result));
        result.Findings.Failures.Keys.ShouldBe(["an answer to a poll was larger than 16 MiB"]);
        written.ShouldBeLessThan(1 << 28);
    }

    [Fact]
    public async Task A_poll_that_is_refused()
    {
        await using var server = ByPath(Closing("503 Busy", ""));

        Counted(await PlayAsync(server), Counter.Refused, "answered by status 503 instead of a stream");
    }

    [Theory]
    [InlineData("streambench")]
    [InlineData("atmosphere")]
    public async Task A_message_that_is_refused_is_no_stream(string dialect)
    {
        await using var server = new ByteServer(
            async (socket, request) =>
            {
                if (request.StartsWith("POST", StringComparison.Ordinal))
                {
                    await ByteServer.SendAsync(socket, Closing("429 Slow", ""));
                    return;
                }

                await ByteServer.UntilClosedAsync(socket);
            }
        );

        var result = await PlayAsync(server, change: plan => plan with { Target = Over(dialect) });

        Counted(result, Counter.Refused, "answered by status 429 instead of a stream");
    }

    [Fact]
    public async Task A_poll_that_is_never_answered_is_given_up_at_its_timeout()
    {
        await using var server = new ByteServer(
            async (socket, request) =>
            {
                if (request.StartsWith("POST", StringComparison.Ordinal))
                {
                    await ByteServer.SendAsync(socket, Accepted);
                    return;
                }

                await ByteServer.UntilClosedAsync(socket);
            }
        );

        var result = await PlayAsync(server, change: plan => plan with { Timeout = TimeSpan.FromMilliseconds(500) });

        Counted(result, Counter.FailedTimeout, "took too long");
    }

    [Fact]
    public async Task Answers_of_one_event_each_are_not_coalesced()
    {
        await using var server = await AgentServer.StartAsync();
        var options = new ConversationOptions { Behaviour = new AgentBehaviour { PollBatch = 1 } };
        for (var i = 0; i < Streams; i++)
        {
            server.Conversations.Create($"load-1-0-{i}", ShippedScripts.Find(Script)!, options).ShouldNotBeNull();
        }

        var tally = (await (Plan() with { Target = Over("streambench") }).PlayAsync(server)).All();

        (tally[Counter.Completed], tally[Counter.Verified]).ShouldBe((Streams, Streams));
        // Each answer has its hello and one event, the last one of a conversation its bye too.
        tally[Counter.Events].ShouldBeGreaterThanOrEqualTo(tally[Counter.Reads] * 2);
        tally[Counter.Events].ShouldBeLessThanOrEqualTo((tally[Counter.Reads] * 2) + Streams);
    }

    [Fact]
    public async Task Watchers_are_refused_before_the_run()
    {
        await using var server = await AgentServer.StartAsync();
        var plan = Plan() with { Target = Over("streambench"), Watchers = new IdleWatchers(Count: 1, Share: null) };

        var e = await Should.ThrowAsync<InvalidDataException>(() => plan.PlayAsync(server));

        e.Message.ShouldStartWith("watchers: a poll is answered when something is said");
    }

    private const string Open = """{"type":"turn.open","seq":1,"turn":"t1"}""";

    private const string Close = """{"type":"turn.close","seq":2,"turn":"t1","status":"completed"}""";

    // An answer to what was asked for: its hello is of the conversation that the path names.
    private static string Batch(string request, string said, string? cursor)
    {
        var conversation = request.Split('/') is [_, "v1", "conversations", var id, ..] ? id : "any";
        var hello = $$"""{"type":"hello","conversation":"{{conversation}}","epoch":1,"resume":"live","retryMs":1}""";
        return $$"""{"events":[{{hello}},{{said}}]{{(cursor is null ? "" : $",\"cursor\":\"{cursor}\"")}}}""";
    }

    private static string Kept(string status, string body) =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    private static string Closing(string status, string body, string type = "application/json") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    // A server that takes every message and answers every poll alike.
    private static ByteServer ByPath(string poll) =>
        new(
            (socket, request) =>
                ByteServer.SendAsync(socket, request.StartsWith("POST", StringComparison.Ordinal) ? Accepted : poll)
        );

    private static async Task<string> NextAsync(Socket socket)
    {
        var buffer = new byte[4096];
        var text = "";
        while (await socket.ReceiveAsync(buffer, SocketFlags.None) is var read and > 0)
        {
            // The body of the request before may still be on its way.
            text += Encoding.UTF8.GetString(buffer, 0, read);
            if (
                text.IndexOf("GET ", StringComparison.Ordinal) is var at and >= 0
                && text.EndsWith("\r\n\r\n", StringComparison.Ordinal)
            )
            {
                return text[at..];
            }
        }

        return "";
    }

    private static string CursorOf(string request) => Uri.UnescapeDataString(request.Split("cursor=")[1].Split('&')[0]);

    private static LoadPlan Plan() => Runs.Plan(Script, Streams);

    private static LoadTarget Over(string dialect) => new() { Dialect = dialect, Transport = "lp" };

    private static async Task<LoadResult> PlayAsync(
        ByteServer server,
        int streams = Streams,
        Func<LoadPlan, LoadPlan>? change = null
    )
    {
        await using var target = new RunningServer(new Uri($"http://{server.EndPoint}/"));
        var plan = Runs.Plan(script: null, streams) with { Target = Over("streambench") };
        return await (change?.Invoke(plan) ?? plan).PlayAsync(target);
    }

    private static void Counted(LoadResult result, Counter counter, string words)
    {
        var tally = result.All();
        (tally[Counter.Started], tally[counter], tally.Ends()).ShouldBe((Streams, Streams, Streams), Why(result));
        result.Findings.Failures.ShouldBe(new Dictionary<string, long> { [words] = Streams });
    }

    private static string Why(LoadResult result) =>
        string.Join("; ", result.Findings.Failures.Keys.Concat(result.Findings.Mismatches.Select(one => one.Problem)));
}

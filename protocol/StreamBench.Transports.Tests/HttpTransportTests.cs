using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using StreamBench.Testing;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Tests;

public sealed class HttpTransportTests : IDisposable
{
    private const string Sse = "text/event-stream";
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    private readonly HttpMessageInvoker http = TransportHttp.Create();
    private readonly CancellationTokenSource watchdog = new(Watchdog);

    public void Dispose()
    {
        http.Dispose();
        watchdog.Dispose();
    }

    [Theory]
    [InlineData("data: a\n\n", StreamEndKind.Completed, 1)]
    [InlineData("data: a\n\ndata: b", StreamEndKind.Truncated, 1)]
    [InlineData("", StreamEndKind.Completed, 0)]
    public async Task A_clean_end_is_told_from_one_inside_an_event(string body, StreamEndKind kind, int frames)
    {
        await using var server = new ByteServer(ByteServer.Answer(ByteServer.Head(Sse) + body));

        var (data, end) = await ReadAsync(server, "sse");

        data.Count.ShouldBe(frames);
        end.Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task An_end_inside_the_chunks_is_no_clean_end()
    {
        const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        await using var server = new ByteServer(ByteServer.Answer(Head + "9\r\ndata: a\n\n\r\n"));

        var (data, end) = await ReadAsync(server, "sse");

        data.ShouldBe(["a"]);
        end.Kind.ShouldBe(StreamEndKind.Truncated);
        end.Side.ShouldBe(StreamSide.Path);
    }

    [Theory]
    [InlineData(SocketError.NotConnected, StreamEndKind.Reset)]
    [InlineData(SocketError.ConnectionReset, StreamEndKind.Reset)]
    [InlineData(SocketError.Shutdown, StreamEndKind.Truncated)] // written to after the peer had ended in good order
    [InlineData(SocketError.NetworkUnreachable, StreamEndKind.Unreachable)]
    public async Task A_bare_failure_of_the_socket_is_one_of_the_connection(SocketError error, StreamEndKind kind)
    {
        using var failing = new HttpMessageInvoker(new FailingHandler(new SocketException((int)error)));

        var opening = await new HttpOpener(failing, TimeProvider.System).SendAsync(
            address => new HttpRequestMessage(HttpMethod.Get, address),
            new Uri("http://127.0.0.1:1/"),
            Watchdog,
            watchdog.Token
        );

        opening.End.ShouldNotBeNull().Kind.ShouldBe(kind);
    }

    [Fact]
    public async Task A_reset_is_told_from_an_end()
    {
        await using var server = new ByteServer(async connection =>
        {
            await connection.SendAsync(ByteServer.Head(Sse) + ": ready\n\n");
            connection.Reset();
        });

        var (_, end) = await ReadAsync(server, "sse");

        end.Kind.ShouldBe(StreamEndKind.Reset);
    }

    [Fact]
    public async Task Silence_ends_in_a_time_out_that_any_byte_puts_off()
    {
        await using var server = new ByteServer(async connection =>
        {
            await connection.SendAsync(ByteServer.Head(Sse) + "data: a\n\n:");
            await connection.HangAsync();
        });

        var (data, end) = await ReadAsync(
            server,
            "sse",
            new TransportOptions { IdleTimeout = TimeSpan.FromMilliseconds(100) }
        );

        data.ShouldBe(["a"]);
        end.Kind.ShouldBe(StreamEndKind.TimedOut);
    }

    [Theory]
    [InlineData("sse")]
    [InlineData("ndjson")]
    [InlineData("lp")]
    [InlineData("ws")]
    [InlineData("grpc")]
    public async Task A_server_that_never_answers_is_a_time_out_on_every_transport(string transport)
    {
        await using var server = new ByteServer(connection => connection.HangAsync());
        var options = new TransportOptions
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(100),
            IdleTimeout = TimeSpan.FromMilliseconds(100),
        };

        var (_, end) = await ReadAsync(server, transport, options);

        end.Kind.ShouldBe(StreamEndKind.TimedOut);
    }

    [Theory]
    [InlineData("sse")]
    [InlineData("ndjson")]
    [InlineData("lp")]
    [InlineData("ws")]
    [InlineData("grpc")]
    public async Task Nobody_there_is_unreachable_on_every_transport(string transport)
    {
        var server = new ByteServer(ByteServer.Answer(""));
        await server.DisposeAsync();

        var (_, end) = await ReadAsync(server.Address, transport, new TransportOptions());

        end.Kind.ShouldBe(StreamEndKind.Unreachable);
    }

    [Theory]
    [InlineData("text/event-stream;", null)]
    [InlineData("text/event-stream; charset=utf-8", null)]
    [InlineData("TEXT/Event-Stream;charset=windows-1252", null)]
    [InlineData("text/html", StreamEndKind.BadContentType)]
    [InlineData("application/json", StreamEndKind.BadContentType)]
    [InlineData("x bogus", StreamEndKind.BadContentType)]
    [InlineData("text/event-streams", StreamEndKind.BadContentType)]
    public async Task Only_an_event_stream_is_read_as_one(string type, StreamEndKind? refusal)
    {
        await using var server = new ByteServer(ByteServer.Answer(ByteServer.Head(type) + "data:ok…\n\n"));

        var (data, end) = await ReadAsync(server, "sse");

        data.ShouldBe(refusal is null ? ["ok…"] : []);
        end.Kind.ShouldBe(refusal ?? StreamEndKind.Completed);
    }

    [Fact]
    public async Task A_missing_content_type_is_no_stream()
    {
        await using var server = new ByteServer(ByteServer.Answer("HTTP/1.1 200 OK\r\n\r\ndata: a\n\n"));

        var (_, end) = await ReadAsync(server, "sse");

        end.Kind.ShouldBe(StreamEndKind.BadContentType);
    }

    [Theory]
    [InlineData(204, StreamEndKind.Finished)]
    [InlineData(205, StreamEndKind.Refused)]
    [InlineData(299, StreamEndKind.Refused)]
    [InlineData(404, StreamEndKind.Refused)]
    [InlineData(410, StreamEndKind.Refused)]
    [InlineData(503, StreamEndKind.Refused)]
    public async Task Another_status_is_an_end_before_the_beginning(int status, StreamEndKind kind)
    {
        await using var server = new ByteServer(
            ByteServer.Answer($"HTTP/1.1 {status} X\r\nContent-Type: text/event-stream\r\nContent-Length: 0\r\n\r\n")
        );

        var (_, end) = await ReadAsync(server, "sse");

        end.Kind.ShouldBe(kind);
        end.Status.ShouldBe(status);
    }

    [Fact]
    public async Task Retry_after_is_read_in_seconds_and_as_a_date()
    {
        var time = new ManualTime();
        var date = time.GetUtcNow().AddSeconds(7).ToString("R");
        await using var server = new ByteServer(
            ByteServer.Answer("HTTP/1.1 503 X\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n"),
            ByteServer.Answer(
                $"HTTP/1.1 429 X\r\nRetry-After: {date}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        );
        var transport = new SseTransport(server.Address, http, new TransportOptions(), time);

        await using var seconds = await transport.OpenAsync(new StreamRequest("c"), watchdog.Token);
        await using var dated = await transport.OpenAsync(new StreamRequest("c"), watchdog.Token);

        seconds.End.ShouldNotBeNull().RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));
        dated.End.ShouldNotBeNull().RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Theory]
    [InlineData("301 X\r\nLocation: /target", StreamEndKind.Completed)]
    [InlineData("302 X\r\nLocation: /target", StreamEndKind.Completed)]
    [InlineData("303 X\r\nLocation: /target", StreamEndKind.Completed)]
    [InlineData("307 X\r\nLocation: /target", StreamEndKind.Completed)]
    [InlineData("308 X\r\nLocation: /target", StreamEndKind.Completed)]
    [InlineData("301 X", StreamEndKind.BadRedirect)]
    [InlineData("301 X\r\nLocation:", StreamEndKind.BadRedirect)]
    [InlineData("307 X\r\nLocation: ftp://127.0.0.1/", StreamEndKind.BadRedirect)]
    public async Task A_redirect_is_followed_with_its_cursor_when_it_leads_anywhere(string answer, StreamEndKind kind)
    {
        await using var server = new ByteServer(
            ByteServer.Answer($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
            ByteServer.Answer(ByteServer.Head(Sse) + "data: a\n\n")
        );

        var (_, end) = await ReadAsync(server, "sse", cursor: "1:4");

        end.Kind.ShouldBe(kind);
        if (kind == StreamEndKind.Completed)
        {
            server.Requests[1].ShouldStartWith("GET /target HTTP/1.1\r\n");
            server.Requests[1].ShouldContain("Last-Event-ID: 1:4\r\n");
        }
    }

    [Fact]
    public async Task A_loop_of_redirects_is_an_error()
    {
        await using var server = new ByteServer(
            ByteServer.Answer("HTTP/1.1 302 X\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        );

        var (_, end) = await ReadAsync(server, "sse");

        end.Kind.ShouldBe(StreamEndKind.BadRedirect);
        server.Requests.Count.ShouldBe(HttpOpener.MaxRedirects + 1);
    }

    [Fact]
    public async Task Credentials_stay_with_their_origin()
    {
        await using var other = new ByteServer(ByteServer.Answer(ByteServer.Head(Sse)));
        await using var server = new ByteServer(
            ByteServer.Answer($"HTTP/1.1 307 X\r\nLocation: {other.Address}x\r\nContent-Length: 0\r\n\r\n")
        );
        var transport = new SseTransport(server.Address, http, new TransportOptions(), TimeProvider.System);
        var headers = ImmutableDictionary<string, string>.Empty.Add("authorization", "Bearer A");

        await using var connection = await transport.OpenAsync(
            new StreamRequest("c") { Headers = headers },
            watchdog.Token
        );

        connection.End.ShouldBeNull();
        server.Requests.ShouldHaveSingleItem().ShouldContain("Bearer A");
        other.Requests.ShouldHaveSingleItem().ShouldNotContain("Bearer A");
    }

    [Theory]
    [InlineData("e1:zz-0A=/+")]
    [InlineData("…")]
    [InlineData("9007199254740993000")]
    [InlineData("<a>")]
    public async Task A_cursor_goes_back_byte_for_byte(string cursor)
    {
        await using var server = new ByteServer(ByteServer.Answer(ByteServer.Head(Sse)));

        await ReadAsync(server, "sse", cursor: cursor);
        await ReadAsync(server, "ndjson", cursor: cursor);
        await ReadAsync(server, "sse", cursor: new string('c', 900));

        server.Requests[0].ShouldContain($"\r\nLast-Event-ID: {cursor}\r\n");
        server.Requests[1].ShouldContain($"/events?cursor={Uri.EscapeDataString(cursor)} HTTP/1.1\r\n");
        server.Requests[2].ShouldContain(new string('c', 900));
    }

    [Fact]
    public async Task A_stream_is_asked_for_as_one_and_uncached()
    {
        await using var server = new ByteServer(ByteServer.Answer(ByteServer.Head(Sse)));

        await ReadAsync(server, "sse");

        var request = server.Requests.ShouldHaveSingleItem();
        request.ShouldStartWith("GET /v1/conversations/a%20b/events HTTP/1.1\r\n");
        request.ShouldContain("\r\nAccept: text/event-stream\r\n");
        request.ShouldContain("\r\nCache-Control: no-cache\r\n");
        request.ShouldNotContain("Last-Event-ID");
    }

    [Theory]
    [InlineData("sse", "text/event-stream", "data: ")]
    [InlineData("ndjson", "application/x-ndjson", "")]
    public async Task An_event_over_its_bound_ends_the_stream(string transport, string type, string before)
    {
        var large = new string('x', 4096);
        await using var server = new ByteServer(ByteServer.Answer($"{ByteServer.Head(type)}{before}{large}\n\n"));

        var (data, end) = await ReadAsync(server, transport, new TransportOptions { MaxEventBytes = 1024 });

        data.ShouldBeEmpty();
        end.Kind.ShouldBe(StreamEndKind.TooLarge);
        end.Detail.ShouldStartWith("event_too_large");
    }

    [Fact]
    public async Task Long_polls_go_on_from_what_was_acknowledged_and_over_empty_answers()
    {
        const string Json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n";
        await using var server = new ByteServer(
            ByteServer.Answer("HTTP/1.1 204 X\r\nConnection: close\r\n\r\n"),
            ByteServer.Answer(Json + """{"events":[{"seq":1},{"seq":2}],"cursor":"c2"}"""),
            ByteServer.Answer(Json + """{"events":[3""")
        );
        var transport = new LongPollTransport(server.Address, http, new TransportOptions(), TimeProvider.System);

        await using var connection = await transport.OpenAsync(new StreamRequest("c", "c0"), watchdog.Token);
        (await connection.ReadAsync(watchdog.Token)).ShouldBeTrue();
        (await connection.ReadAsync(watchdog.Token)).ShouldBeTrue();
        connection.Current.Id.ShouldBe("c2");
        connection.Acknowledge("c1");
        (await connection.ReadAsync(watchdog.Token)).ShouldBeFalse();

        connection.End.ShouldNotBeNull().Kind.ShouldBe(StreamEndKind.Corrupt);
        server.Requests.Select(request => request.Split(' ')[1]).ShouldAllBe(path => path.Contains("wait=22500"));
        server
            .Requests.Select(request => request.Split(' ')[1].Split('?', '&')[1])
            .ShouldBe(["cursor=c0", "cursor=c0", "cursor=c1"]);
    }

    [Fact]
    public async Task Disposing_closes_the_connection_while_a_read_is_pending()
    {
        var closed = new TaskCompletionSource();
        await using var server = new ByteServer(async connection =>
        {
            await connection.SendAsync(ByteServer.Head(Sse) + "data: a\n\n");
            try
            {
                await connection.HangAsync();
            }
            finally
            {
                closed.SetResult();
            }
        });
        var transport = new SseTransport(server.Address, http, new TransportOptions(), TimeProvider.System);
        var connection = await transport.OpenAsync(new StreamRequest("c"), watchdog.Token);
        (await connection.ReadAsync(watchdog.Token)).ShouldBeTrue();
        var pending = connection.ReadAsync(watchdog.Token).AsTask();

        await connection.DisposeAsync();

        (await pending).ShouldBeFalse();
        connection.End.ShouldNotBeNull().Kind.ShouldBe(StreamEndKind.Abandoned);
        await closed.Task.WaitAsync(watchdog.Token);
    }

    private Task<(List<string> Data, StreamEnd End)> ReadAsync(
        ByteServer server,
        string transport,
        TransportOptions? options = null,
        string? cursor = null
    ) => ReadAsync(server.Address, transport, options ?? new TransportOptions(), cursor);

    private async Task<(List<string> Data, StreamEnd End)> ReadAsync(
        Uri server,
        string name,
        TransportOptions options,
        string? cursor = null
    )
    {
        var transport = StreamTransports.Create(name, server, http, options, TimeProvider.System);
        await using var connection = await transport.OpenAsync(new StreamRequest("a b", cursor), watchdog.Token);
        var data = new List<string>();
        while (await connection.ReadAsync(watchdog.Token))
        {
            data.Add(Encoding.UTF8.GetString(connection.Current.Data.Span));
        }

        return (data, connection.End.ShouldNotBeNull());
    }

    private sealed class FailingHandler(Exception failure) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromException<HttpResponseMessage>(failure);
    }
}

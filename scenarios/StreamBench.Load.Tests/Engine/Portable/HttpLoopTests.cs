using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Schedules;
using StreamBench.Load.Tests.Engine.Loop;
using StreamBench.Transports;

namespace StreamBench.Load.Tests.Engine.Portable;

/// <summary>The path over SocketsHttpHandler tells the same story as the fast one.</summary>
public sealed class HttpLoopTests
{
    [Fact]
    public async Task A_stream_over_tls_and_http2_is_read_to_its_end()
    {
        using var certificate = SelfSigned();
        await using var server = await ServeAsync(certificate);
        var url = new Uri(server.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        var witness = new Witness();
        var post = new RequestSpec
        {
            Url = url,
            Method = "POST",
            Body = "{{number}}",
        };
        await using var loop = Start(witness, post, HttpVersion.Version20, trusted: certificate);

        var ending = await witness.EndingAsync();

        ending.ShouldBe(new StreamEnding(StreamEndKind.Completed, StreamSide.Server));
        witness.Events.ShouldBe(["HTTP/2 0 1", "HTTP/2 0 2", "HTTP/2 0 3"]);
        witness.Ids.ShouldBe(["1", "2", "3"]);
        witness.ConnectedAt.ShouldBeInRange(witness.StartedAt, witness.HeadersAt);
        witness.EventTimes[0].ShouldBeGreaterThanOrEqualTo(witness.HeadersAt);
    }

    [Theory]
    [InlineData(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>",
        StreamEndKind.BadContentType,
        StreamSide.Server,
        200
    )]
    [InlineData("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", StreamEndKind.Refused, StreamSide.Server, 503)]
    [InlineData(ByteServer.EventStream + "20\r\ndata: half", StreamEndKind.Truncated, StreamSide.Path, 0)]
    [InlineData(ByteServer.EventStream + "8\r\ndata: 1\n\r\n0\r\n\r\n", StreamEndKind.Truncated, StreamSide.Server, 0)]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", StreamEndKind.Corrupt, StreamSide.Server, 0)]
    public async Task Bad_answers_end_with_the_same_values(string wire, StreamEndKind kind, StreamSide side, int code)
    {
        await using var server = ByteServer.Saying(wire);
        var witness = new Witness();
        await using var loop = Start(witness, Get(server.EndPoint), HttpVersion.Version11);

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(kind, side, code));
    }

    [Fact]
    public async Task Nobody_listens()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var nobody = (IPEndPoint)listener.LocalEndpoint;
        listener.Stop();
        var witness = new Witness();
        await using var loop = Start(witness, Get(nobody), HttpVersion.Version11);

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(StreamEndKind.Unreachable, StreamSide.Server));
    }

    [Fact]
    public async Task A_silent_server_is_given_up()
    {
        await using var server = new ByteServer((socket, _) => ByteServer.UntilClosedAsync(socket));
        var witness = new Witness();
        await using var loop = Start(
            witness,
            Get(server.EndPoint),
            HttpVersion.Version11,
            TimeSpan.FromMilliseconds(30)
        );

        (await witness.EndingAsync()).ShouldBe(new StreamEnding(StreamEndKind.TimedOut, StreamSide.Path));
    }

    [Fact]
    public async Task A_loop_that_is_disposed_gives_its_streams_up()
    {
        await using var server = new ByteServer(
            async (socket, _) =>
            {
                await ByteServer.SendAsync(socket, ByteServer.EventStream + ByteServer.Chunk("data: 1\n\n"));
                await ByteServer.UntilClosedAsync(socket);
            }
        );
        var witness = new Witness();
        await using (Start(witness, Get(server.EndPoint), HttpVersion.Version11))
        {
            await witness.EventAsync();
        }

        (await witness.EndingAsync()).ShouldBe(StreamEnding.Abandoned);
    }

    [Fact]
    public async Task Starts_are_not_asked_for_while_a_stream_tells_of_its_end()
    {
        // Who learns of an end may be who says what starts next: a user whose next stream follows.
        var ring = new StartRing(4);
        using var source = new WatchedSource(ring);
        var wasAsked = new TaskCompletionSource<bool>();
        var witness = new Witness
        {
            After = _ =>
            {
                wasAsked.TrySetResult(source.IsAskedNow());
                return AfterEnd.Free;
            },
        };
        await using var server = ByteServer.Saying("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        await using var loop = Start(witness, Get(server.EndPoint), HttpVersion.Version11, ring: ring, source: source);

        (await witness.EndingAsync()).Kind.ShouldBe(StreamEndKind.Refused);

        (await wasAsked.Task).ShouldBeFalse();
    }

    private static RequestSpec Get(IPEndPoint server) => new() { Url = new Uri($"http://{server}/") };

    private static HttpLoop<Witness> Start(
        Witness witness,
        RequestSpec spec,
        Version version,
        TimeSpan? patience = null,
        X509Certificate2? trusted = null,
        StartRing? ring = null,
        IStartSource? source = null
    )
    {
        var clock = new EngineClock(TimeProvider.System);
        ring ??= new StartRing(4);
        ring.TryWrite(new Arrival(0, 0, 0, 0, IsWarmUp: false)).ShouldBeTrue();
        var options = new HttpLoopOptions
        {
            Targets = [new HttpTarget(spec, version)],
            Capacity = 4,
            HeadTimeout = patience ?? TimeSpan.FromSeconds(30),
            Tls = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.Equals(trusted),
            },
        };
        var loop = new HttpLoop<Witness>(options, clock, source ?? ring, witness);
        loop.Start();
        return loop;
    }

    private static async Task<WebApplication> ServeAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                IPAddress.Loopback,
                0,
                listen =>
                {
                    listen.Protocols = HttpProtocols.Http2;
                    listen.UseHttps(certificate);
                }
            )
        );
        var app = builder.Build();
        app.MapPost(
            "/",
            async context =>
            {
                var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
                context.Response.ContentType = "text/event-stream";
                for (var n = 1; n <= 3; n++)
                {
                    await context.Response.WriteAsync($"id: {n}\ndata: {context.Request.Protocol} {body} {n}\n\n");
                    await context.Response.Body.FlushAsync();
                }
            }
        );
        await app.StartAsync();
        return app;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var from = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return request.CreateSelfSigned(from, from.AddYears(50));
    }
}

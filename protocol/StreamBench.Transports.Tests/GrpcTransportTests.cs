using System.Buffers.Binary;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace StreamBench.Transports.Tests;

public sealed class GrpcTransportTests : IDisposable
{
    private readonly CancellationTokenSource watchdog = new(TimeSpan.FromSeconds(30));

    public void Dispose() => watchdog.Dispose();

    [Fact]
    public async Task OK_is_a_good_end_of_the_stream()
    {
        var (payloads, end) = await ReadAsync(async http =>
        {
            await SayAsync(http, "{}");
            http.Response.AppendTrailer("grpc-status", "0");
        });

        payloads.ShouldBe([("{}", "1:1")]);
        end.Kind.ShouldBe(StreamEndKind.Completed);
    }

    [Fact]
    public async Task An_end_without_trailers_was_a_cut()
    {
        var (payloads, end) = await ReadAsync(http => SayAsync(http, "{}"));

        payloads.Count.ShouldBe(1);
        end.Kind.ShouldBe(StreamEndKind.Truncated);
    }

    [Fact]
    public async Task A_stream_that_is_reset_inside_a_message_is_a_reset()
    {
        var (_, end) = await ReadAsync(async http =>
        {
            http.Response.ContentType = "application/grpc";
            await http.Response.Body.WriteAsync(new byte[] { 0, 0, 0, 0, 9, 1 });
            await http.Response.Body.FlushAsync();
            http.Abort();
        });

        end.Kind.ShouldBe(StreamEndKind.Reset);
    }

    [Theory]
    [InlineData(14, 503)]
    [InlineData(16, 401)]
    [InlineData(11, 410)]
    [InlineData(5, 404)]
    [InlineData(8, 429)]
    public async Task A_status_without_a_stream_is_a_refusal_like_HTTPs(int code, int status)
    {
        var (_, end) = await ReadAsync(http =>
        {
            http.Response.ContentType = "application/grpc";
            http.Response.Headers["grpc-status"] = code.ToString();
            http.Response.Headers["grpc-message"] = "no%20way";
            return Task.CompletedTask;
        });

        (end.Kind, end.Code, end.Status).ShouldBe((StreamEndKind.Refused, code, status));
        end.Detail.ShouldEndWith("no way");
    }

    [Fact]
    public async Task An_answer_of_another_kind_is_no_stream()
    {
        var (_, end) = await ReadAsync(http => http.Response.WriteAsync("hello"));

        end.Kind.ShouldBe(StreamEndKind.BadContentType);
    }

    private async Task<(List<(string Json, string? Cursor)> Payloads, StreamEnd End)> ReadAsync(RequestDelegate answer)
    {
        ListenOptions? listening = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(
                System.Net.IPAddress.Loopback,
                0,
                listen => (listening = listen).Protocols = HttpProtocols.Http2
            )
        );
        await using var app = builder.Build();
        app.MapPost("/streambench.v1.Chat/Subscribe", answer);
        await app.StartAsync(watchdog.Token);
        var server = new Uri($"http://{listening!.IPEndPoint}");

        var transport = new GrpcTransport(server, new TransportOptions(), TimeProvider.System);
        await using var connection = await transport.OpenAsync(new StreamRequest("c"), watchdog.Token);
        var payloads = new List<(string, string?)>();
        while (await connection.ReadAsync(watchdog.Token))
        {
            payloads.Add((System.Text.Encoding.UTF8.GetString(connection.Current.Data.Span), connection.Current.Id));
        }

        return (payloads, connection.End.ShouldNotBeNull());
    }

    /// <summary>Sends one message, a byte at a time.</summary>
    private static async Task SayAsync(HttpContext http, string json)
    {
        http.Response.ContentType = "application/grpc";
        var message = new V1.Frame { Payload = ByteString.CopyFromUtf8(json), Cursor = "1:1" }.ToByteArray();
        var framed = new byte[5 + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), (uint)message.Length);
        message.CopyTo(framed, 5);
        foreach (var one in framed)
        {
            await http.Response.Body.WriteAsync(new[] { one });
            await http.Response.Body.FlushAsync();
        }
    }
}

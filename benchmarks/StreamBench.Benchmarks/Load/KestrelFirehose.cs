using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace StreamBench.Benchmarks.Load;

/// <summary>
/// One body in pieces of 64 KiB, as fast as a client takes it, by Kestrel: without TLS in HTTP/2 on the port given, with TLS in
/// either version on the next, without TLS in HTTP/1.1 on the one after that. The path names the transport; <c>/long</c> is an
/// event stream many times over, and <c>/held</c> says one event and then nothing.
/// </summary>
internal static class KestrelFirehose
{
    private const int Piece = 64 * 1024;

    /// <summary>How often a long body says the same: connecting is next to nothing beside it.</summary>
    private const int LongTimes = 50;

    internal static async Task RunAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        using var certificate = SelfSigned();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, port + 1, listen => listen.UseHttps(certificate));
            kestrel.Listen(IPAddress.Loopback, port + 2, listen => listen.Protocols = HttpProtocols.Http1);
        });
        await using var app = builder.Build();
        var (events, lengths, messages, batches) = (
            FirehoseBodies.EventStream(),
            FirehoseBodies.Lengths(),
            FirehoseBodies.Messages(),
            FirehoseBodies.Batches()
        );
        app.Run(context =>
            context.Request.Path.Value switch
            {
                "/streaming" => AnswerAsync(context, "text/plain", lengths),
                "/grpc" => CallAsync(context, messages),
                "/lp" => PollAsync(context, batches[context.Request.Query["cursor"].ToString()]),
                _ => AnswerAsync(context, "text/event-stream", events),
            }
        );
        await app.RunAsync();
    }

    private static async Task CallAsync(HttpContext context, byte[] messages)
    {
        await AnswerAsync(context, "application/grpc", messages);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static async Task PollAsync(HttpContext context, byte[] batch)
    {
        context.Response.ContentLength = batch.Length;
        await AnswerAsync(context, "application/json", batch);
    }

    private static async Task AnswerAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = contentType;
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        if (context.Request.Path == "/held")
        {
            await context.Response.BodyWriter.WriteAsync("data: hello\n\n"u8.ToArray(), context.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }

        for (var times = context.Request.Path == "/long" ? LongTimes : 1; times > 0; times--)
        {
            for (var rest = body; !rest.IsEmpty; rest = rest[Math.Min(Piece, rest.Length)..])
            {
                var piece = rest[..Math.Min(Piece, rest.Length)];
                await context.Response.BodyWriter.WriteAsync(piece, context.RequestAborted);
            }
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}

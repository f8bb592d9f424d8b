using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace StreamBench.Benchmarks.Load;

/// <summary>
/// One body in pieces of 64 KiB, as fast as a client takes it, by Kestrel: without TLS in HTTP/2 on the port given, with TLS in
/// either version on the next. <c>/long</c> is the same many times over; <c>/held</c> says one event and then nothing.
/// </summary>
internal static class KestrelFirehose
{
    private const int Events = 20_000;
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
        });
        await using var app = builder.Build();
        var body = Render();
        app.Run(context => AnswerAsync(context, body));
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentType = "text/event-stream";
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

    private static byte[] Render()
    {
        var body = new StringBuilder();
        for (var n = 1; n <= Events; n++)
        {
            body.Append($"id: {n}\ndata: {{\"seq\":{n},\"t\":0,\"tok\":\" the quick brown\"}}\n\n");
        }

        return Encoding.ASCII.GetBytes(body.ToString());
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}

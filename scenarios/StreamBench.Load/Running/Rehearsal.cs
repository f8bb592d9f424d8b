using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Running;

/// <summary>
/// Plays some hundred short streams against a loopback socket before a run, so that the code of the loops, the readers and
/// the reducer is compiled before the first stream that counts: with a cold start the first second shows 100 ms too much.
/// </summary>
internal static class Rehearsal
{
    private const int Rate = 500;

    /// <summary>Handshakes cost a millisecond on either side; a few dozen compile all there is.</summary>
    private const int SecureRate = 50;
    private const int Texts = 40;
    private static readonly TimeSpan During = TimeSpan.FromMilliseconds(800);

    /// <summary>Plays it, and once more with TLS where the run will have that: its first handshake reads all roots of trust.</summary>
    internal static async Task PlayAsync(LoadRunOptions options, bool isSecure, CancellationToken cancellation)
    {
        await PlayAsync(options, certificate: null, cancellation);
        if (isSecure)
        {
            using var certificate = RehearsalCertificate.Make(options.Time);
            await PlayAsync(options, certificate, cancellation);
        }
    }

    private static async Task PlayAsync(
        LoadRunOptions options,
        X509Certificate2? certificate,
        CancellationToken cancellation
    )
    {
        var isSecure = certificate is not null;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 512);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var serving = ServeAsync(listener, certificate, over.Token);
        var plan = new LoadPlan
        {
            Name = "rehearsal",
            Scenarios = [new LoadScenario { Name = "rehearsal" }],
            Target = new LoadTarget { Trust = isSecure ? ServerTrust.Anybody : null },
            Load = [new Inject { Rate = new Rate(isSecure ? SecureRate : Rate), During = During }],
            MaxOpen = 512,
            Grace = TimeSpan.FromSeconds(1),
            Verify = 0.5,
        };
        var own = new LoadRunOptions
        {
            Rehearses = false,
            Time = options.Time,
            Poller = options.Poller,
            IsPortable = options.IsPortable,
        };
        await using (
            var server = new RunningServer(new Uri($"{(isSecure ? "https" : "http")}://{listener.LocalEndpoint}"))
        )
        {
            await LoadRun.RunAsync(plan, server, own, cancellation);
        }

        await over.CancelAsync();
        await serving;
    }

    private static async Task ServeAsync(
        TcpListener listener,
        X509Certificate2? certificate,
        CancellationToken cancellation
    )
    {
        var answering = new List<Task>();
        try
        {
            while (true)
            {
                answering.Add(
                    AnswerAsync(await listener.AcceptTcpClientAsync(cancellation), certificate, cancellation)
                );
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(answering);
        }
    }

    private static async Task AnswerAsync(
        TcpClient client,
        X509Certificate2? certificate,
        CancellationToken cancellation
    )
    {
        using var own = client;
        var request = new byte[4096];
        try
        {
            await using Stream stream = certificate is null ? client.GetStream() : new SslStream(client.GetStream());
            if (stream is SslStream secure)
            {
                var shown = new SslServerAuthenticationOptions { ServerCertificate = certificate };
                await secure.AuthenticateAsServerAsync(shown, cancellation);
            }

            var length = await stream.ReadAsync(request, cancellation);
            // POST /v1/conversations/ID/turns
            var parts = Encoding.ASCII.GetString(request, 0, length).Split('/', 6);
            if (parts.Length > 4)
            {
                await stream.WriteAsync(Answer(parts[3], parts[3].Split('-')[^1]), cancellation);
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException)
        {
            // The engine closes when the turn does.
        }
    }

    private static byte[] Answer(string conversation, string number)
    {
        var body = new StringBuilder();
        Add(
            body,
            new Hello
            {
                Conversation = conversation,
                Epoch = 1,
                Resume = ResumeMode.Live,
            }
        );
        Add(body, new TurnOpen { Seq = 1, Turn = "t1" });
        Add(
            body,
            new ItemOpen
            {
                Seq = 2,
                Turn = "t1",
                Item = "i1",
                Kind = ItemKind.Text,
                ClientMessageId = $"m-{number}",
            }
        );
        for (var seq = 3; seq < Texts + 3; seq++)
        {
            Add(
                body,
                new TextAppend
                {
                    Seq = seq,
                    Turn = "t1",
                    Item = "i1",
                    Text = "word ",
                }
            );
        }

        Add(
            body,
            new ItemClose
            {
                Seq = Texts + 3,
                Turn = "t1",
                Item = "i1",
            }
        );
        Add(
            body,
            new TurnClose
            {
                Seq = Texts + 4,
                Turn = "t1",
                Status = TurnStatus.Completed,
            }
        );
        return Encoding.UTF8.GetBytes(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                + $"{body.Length:x}\r\n{body}\r\n0\r\n\r\n"
        );
    }

    private static void Add(StringBuilder body, Payload payload)
    {
        var json = new ArrayBufferWriter<byte>();
        PayloadWriter.Write(json, payload);
        var id = payload is StreamEvent happening ? $"id: 1:{happening.Seq}\n" : "";
        body.Append(id).Append("data: ").Append(Encoding.UTF8.GetString(json.WrittenSpan)).Append("\n\n");
    }
}

using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
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
    private const int Texts = 40;
    private static readonly TimeSpan During = TimeSpan.FromMilliseconds(800);

    internal static async Task PlayAsync(LoadRunOptions options, CancellationToken cancellation)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 512);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var serving = ServeAsync(listener, over.Token);
        var plan = new LoadPlan
        {
            Name = "rehearsal",
            Scenarios = [new LoadScenario { Name = "rehearsal" }],
            Load = [new Inject { Rate = new Rate(Rate), During = During }],
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
        await using (var server = new RunningServer(new Uri($"http://{listener.LocalEndpoint}")))
        {
            await LoadRun.RunAsync(plan, server, own, cancellation);
        }

        await over.CancelAsync();
        await serving;
    }

    private static async Task ServeAsync(TcpListener listener, CancellationToken cancellation)
    {
        var answering = new List<Task>();
        try
        {
            while (true)
            {
                answering.Add(AnswerAsync(await listener.AcceptSocketAsync(cancellation), cancellation));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(answering);
        }
    }

    private static async Task AnswerAsync(Socket socket, CancellationToken cancellation)
    {
        using var own = socket;
        var request = new byte[4096];
        try
        {
            var length = await socket.ReceiveAsync(request, cancellation);
            // POST /v1/conversations/ID/turns
            var parts = Encoding.ASCII.GetString(request, 0, length).Split('/', 6);
            if (parts.Length > 4)
            {
                await socket.SendAsync(Answer(parts[3], parts[3].Split('-')[^1]), cancellation);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
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

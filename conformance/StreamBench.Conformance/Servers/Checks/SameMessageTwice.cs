using System.Net.Sockets;
using System.Text;
using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Says the same message again under its id: one turn, and always its name.</summary>
internal sealed class SameMessageTwice : IServerCheck
{
    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = run.Talk();
        var turns = run.Plan.Variant!.Name switch
        {
            "twice" => await TwiceAsync(talk, cancellation),
            "at-once" => await AtOnceAsync(talk, cancellation),
            _ => await AfterALostAnswerAsync(talk, cancellation),
        };

        run.Expect(
            "same-turn",
            turns.Distinct().Count() == 1 && turns[0] is not null,
            $"the same message was answered with turns {string.Join(", ", turns.Select(t => t ?? "none"))}"
        );
        var whole = await talk.HearAsync(null, cancellation);
        var opened = whole.Events.Count(one => one.Event is TurnOpen);
        run.Expect("one-turn", opened == 1, $"the same message opened {opened} turns");
    }

    private static async Task<List<string?>> TwiceAsync(Talk talk, CancellationToken cancellation)
    {
        var first = await talk.SayAsync("m1", cancellation);
        var second = await talk.SayAsync("m1", cancellation);
        return [first.Text("turn"), second.Text("turn")];
    }

    private static async Task<List<string?>> AtOnceAsync(Talk talk, CancellationToken cancellation)
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => talk.SayAsync("m1", cancellation)));
        return [.. replies.Select(reply => reply.Text("turn"))];
    }

    private static async Task<List<string?>> AfterALostAnswerAsync(Talk talk, CancellationToken cancellation)
    {
        await SayAndHangUpAsync(talk, cancellation);
        return
        [
            (await talk.SayAsync("m1", cancellation)).Text("turn"),
            (await talk.SayAsync("m1", cancellation)).Text("turn"),
        ];
    }

    // The whole request is written and its answer left unread, as a phone does that enters a tunnel.
    private static async Task SayAndHangUpAsync(Talk talk, CancellationToken cancellation)
    {
        var address = talk.Run.Link.At(talk.Id, "/turns");
        if (address.Scheme != Uri.UriSchemeHttp)
        {
            throw new NotServedException("a lost answer is only tried over plain http");
        }

        var body = talk.MessageJson("m1");
        var head = new StringBuilder(
            $"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        );
        foreach (var (name, value) in talk.Run.Link.Headers)
        {
            head.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, cancellation);
        await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{head}\r\n{body}"), cancellation);
        await socket.Client.ReceiveAsync(new byte[1], SocketFlags.Peek, cancellation);
    }
}

using System.Text;
using System.Text.RegularExpressions;
using StreamBench.FaultProxy.Proxies;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>A request and its answer of three events on one transport, and the numbers of the events that have come.</summary>
/// <param name="Request">What the client sends.</param>
/// <param name="Answer">What the server sends.</param>
/// <param name="Numbers">Finds the events that are whole in what the client received so far.</param>
internal sealed record Talk(byte[] Request, byte[] Answer, Func<byte[], int[]> Numbers)
{
    private readonly List<byte> received = [];

    public static Talk On(string transport) =>
        transport switch
        {
            "long-poll" => LongPoll(),
            "grpc" => Grpc(),
            _ => OnWire(new Wire(transport)),
        };

    /// <summary>Opens a connection on which the request has come.</summary>
    public async Task<Pair> BeginAsync(World world, Proxy proxy)
    {
        var pair = await world.ConnectAsync(proxy);
        await pair.Client.Socket.SendAsync(Request);
        using var watchdog = new CancellationTokenSource(World.Watchdog);
        var request = new byte[Request.Length];
        for (var at = 0; at < request.Length; )
            at += await pair.Server.Socket.ReceiveAsync(request.AsMemory(at), watchdog.Token);
        request.ShouldBe(Request);
        return pair;
    }

    /// <summary>Reads until so many events have come since the beginning; gives the numbers of all that have.</summary>
    public async Task<int[]> ReadAsync(Peer client, int events)
    {
        using var watchdog = new CancellationTokenSource(World.Watchdog);
        var buffer = new byte[64 * 1024];
        while (Numbers([.. received]).Length < events)
        {
            var count = await client.Socket.ReceiveAsync(buffer, watchdog.Token);
            count.ShouldBeGreaterThan(0, "the connection should not end");
            received.AddRange(buffer.AsSpan(0, count));
        }
        return Numbers([.. received]);
    }

    private static Talk OnWire(Wire wire) =>
        new(
            Encoding.UTF8.GetBytes(wire.Request),
            [.. Encoding.UTF8.GetBytes(wire.Head), .. wire.Body(3)],
            received => received.Length < wire.Head.Length ? [] : wire.Read(received)
        );

    private static Talk LongPoll()
    {
        var body = $$"""{"events":[{{Wire.Payload(1)}},{{Wire.Payload(2)}},{{Wire.Payload(3)}}]}""";
        return new Talk(
            "GET /v1/conversations/c1/events HTTP/1.1\r\nAccept: application/json\r\n\r\n"u8.ToArray(),
            Encoding.UTF8.GetBytes(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"
            ),
            received =>
                [
                    .. Regex
                        .Matches(
                            Encoding.UTF8.GetString(received),
                            "(?<=\"n\":)[0-9]+(?=})",
                            RegexOptions.None,
                            World.Watchdog
                        )
                        .Select(match => int.Parse(match.Value)),
                ]
        );
    }

    private static Talk Grpc() =>
        new(
            [.. GrpcWire.ClientBegin, .. GrpcWire.Request(1, "/streambench.v1.Chat/Subscribe")],
            [.. GrpcWire.Settings, .. GrpcWire.Headers(1), .. GrpcWire.Frames(1, GrpcWire.Events(1, 3))],
            received => GrpcWire.Numbers(received)
        );
}

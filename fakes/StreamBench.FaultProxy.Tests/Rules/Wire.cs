using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>A way to carry events: how a server writes them, and what an independent reader makes of bytes.</summary>
internal sealed class Wire
{
    public static readonly string[] Names =
    [
        "sse-chunked",
        "sse-until-close",
        "ndjson-chunked",
        "ndjson-until-close",
        "websocket",
    ];

    private readonly bool isChunked;
    private readonly string format;

    public Wire(string name)
    {
        isChunked = name.EndsWith("chunked", StringComparison.Ordinal);
        format = name.Split('-')[0];
    }

    public bool IsWebSocket => format == "websocket";

    public string Request =>
        IsWebSocket
            ? "GET /v1/conversations/c1/ws HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
            : "GET /v1/conversations/c1/events HTTP/1.1\r\nHost: x\r\n\r\n";

    public string Head =>
        IsWebSocket
            ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
            : $"HTTP/1.1 200 OK\r\nContent-Type: {(format == "sse" ? "text/event-stream; charset=utf-8" : "application/x-ndjson")}\r\n"
                + (isChunked ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n");

    public static string TypeOf(int n) => n % 3 == 0 ? "text.append" : "tick";

    public static string Payload(int n) => $$"""{"type":"{{TypeOf(n)}}","cursor":"1:{{n}}","seq":{{n}},"n":{{n}}}""";

    /// <summary>The bytes of event n without transfer coding.</summary>
    public byte[] Event(int n) =>
        format switch
        {
            "sse" => Encoding.UTF8.GetBytes($"id: 1:{n}\ndata: {Payload(n)}\n\n"),
            "ndjson" => Encoding.UTF8.GetBytes(Payload(n) + "\n"),
            _ => Frame(Payload(n)),
        };

    /// <summary>A body of that many events; chunks do not keep to the boundaries of events.</summary>
    public byte[] Body(int events) => Code([.. Enumerable.Range(1, events).SelectMany(Event)]);

    public byte[] Code(byte[] content) =>
        isChunked
            ?
            [
                .. content
                    .Chunk(37)
                    .SelectMany(part =>
                        (byte[])[.. Encoding.ASCII.GetBytes($"{part.Length:X}\r\n"), .. part, .. "\r\n"u8]
                    ),
                .. "0\r\n\r\n"u8,
            ]
            : content;

    /// <summary>The numbers of the events in what a client received, as an independent reader finds them.</summary>
    public int[] Read(byte[] received) => [.. Payloads(Content(received)).Select(Number)];

    /// <summary>What a client received behind the head, without transfer coding; a cut body is no error.</summary>
    public byte[] Content(byte[] received)
    {
        var head = Encoding.UTF8.GetBytes(Head);
        received.AsSpan().StartsWith(head).ShouldBeTrue("the head should come first and untouched");
        var body = received[head.Length..];
        return isChunked ? Dechunk(body) : body;
    }

    /// <summary>Whether a chunked body came to its proper end.</summary>
    public static bool EndsWhole(byte[] received) => received.AsSpan().EndsWith("\r\n0\r\n\r\n"u8);

    private static int Number(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return json.RootElement.GetProperty("n").GetInt32();
        }
        catch (JsonException)
        {
            return -1;
        }
    }

    private IEnumerable<string> Payloads(byte[] content) =>
        format switch
        {
            "sse" => SseParser.Create(new MemoryStream(content)).Enumerate().Select(item => item.Data).ToArray(),
            "ndjson" => Encoding.UTF8.GetString(content).Split('\n')[..^1],
            _ => Messages(content),
        };

    private static byte[] Frame(string payload) => [0x81, (byte)payload.Length, .. Encoding.UTF8.GetBytes(payload)];

    /// <summary>Text messages; short frames only, as these tests write no others.</summary>
    private static List<string> Messages(byte[] content)
    {
        var messages = new List<string>();
        for (
            var at = 0;
            at + 2 <= content.Length && at + 2 + content[at + 1] <= content.Length;
            at += 2 + content[at + 1]
        )
        {
            if ((content[at] & 0xF) == 1)
                messages.Add(Encoding.UTF8.GetString(content, at + 2, content[at + 1]));
        }
        return messages;
    }

    private static byte[] Dechunk(byte[] body)
    {
        var content = new List<byte>();
        for (var at = 0; body.AsSpan(at).IndexOf("\r\n"u8) is > 0 and var digits; )
        {
            var size = Convert.ToInt32(Encoding.ASCII.GetString(body, at, digits), 16);
            at += digits + 2;
            if (size == 0)
                break;
            var length = Math.Min(size, body.Length - at);
            content.AddRange(body[at..(at + length)]);
            at += size + 2;
            if (at > body.Length)
                break;
            body.AsSpan(at - 2, 2).SequenceEqual("\r\n"u8).ShouldBeTrue("a chunk should end in a line break");
        }
        return [.. content];
    }
}

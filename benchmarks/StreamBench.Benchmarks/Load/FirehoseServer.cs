using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace StreamBench.Benchmarks.Load;

/// <summary>
/// A server that does nothing but send: one body rendered once, in large pieces, as fast as a client takes it. For machines
/// without the C server, and for WebSocket. <c>?events=N</c> in the URL; an upgrade gets frames, all else gets chunks.
/// </summary>
internal static class FirehoseServer
{
    private const int TurnEvents = 20_000;

    private const string Chunked =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    internal static async Task RunAsync(int port)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(4096);
        var bodies = new Dictionary<(int Events, bool IsWebSocket), byte[]>();
        var turn = RenderTurn();
        while (true)
        {
            var socket = await listener.AcceptAsync();
            _ = ServeAsync(socket, bodies, turn);
        }
    }

    private static async Task ServeAsync(
        Socket socket,
        Dictionary<(int Events, bool IsWebSocket), byte[]> bodies,
        byte[] turn
    )
    {
        using var _ = socket;
        socket.NoDelay = true;
        var buffer = new byte[8192];
        try
        {
            while (await socket.ReceiveAsync(buffer, SocketFlags.None) is var read and > 0)
            {
                var request = Encoding.ASCII.GetString(buffer, 0, read);
                if (After(request, "/v1/conversations/") is { } path)
                {
                    // Its own hello for each conversation, then the same turn for all.
                    var hello =
                        $"data: {{\"type\":\"hello\",\"conversation\":\"{path.Split('/')[0]}\",\"epoch\":1,\"resume\":\"live\"}}\n\n";
                    await SendAsync(socket, Encoding.ASCII.GetBytes($"{Chunked}{hello.Length:x}\r\n{hello}\r\n"));
                    await SendAsync(socket, turn);
                    continue;
                }

                var key = After(request, "Sec-WebSocket-Key: ");
                var events = int.Parse(After(request, "events=") ?? "100000");
                byte[] body;
                lock (bodies)
                {
                    if (!bodies.TryGetValue((events, key is not null), out body!))
                    {
                        bodies[(events, key is not null)] = body = Render(events, key is not null);
                    }
                }

                await SendAsync(socket, Encoding.ASCII.GetBytes(key is null ? Chunked : Upgrade(key)));
                await SendAsync(socket, body);
            }
        }
        catch (SocketException)
        {
            // The client left.
        }
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
        }
    }

    private static byte[] RenderTurn()
    {
        var body = new StringBuilder();
        var seq = 0;
        Say("turn.open", "");
        Say("item.open", ",\"item\":\"i1\",\"kind\":\"text\"");
        while (seq < TurnEvents - 2)
        {
            Say("text.append", ",\"item\":\"i1\",\"text\":\" the quick brown\"");
        }

        Say("item.close", ",\"item\":\"i1\"");
        Say("turn.close", ",\"status\":\"completed\"");
        return Encoding.ASCII.GetBytes(body.Append("0\r\n\r\n").ToString());

        void Say(string type, string members)
        {
            seq++;
            var text = $"id: 1:{seq}\ndata: {{\"type\":\"{type}\",\"seq\":{seq},\"turn\":\"t1\"{members}}}\n\n";
            body.Append($"{text.Length:x}\r\n{text}\r\n");
        }
    }

    private static byte[] Render(int events, bool isWebSocket)
    {
        var body = new MemoryStream();
        for (var n = 1; n <= events; n++)
        {
            var json = $"{{\"seq\":{n},\"t\":0,\"tok\":\" the quick brown\"}}";
            if (isWebSocket)
            {
                body.Write([0x81, (byte)json.Length, .. Encoding.ASCII.GetBytes(json)]);
            }
            else
            {
                var text = $"id: {n}\ndata: {json}\n\n";
                body.Write(Encoding.ASCII.GetBytes($"{text.Length:x}\r\n{text}\r\n"));
            }
        }

        body.Write(isWebSocket ? [0x88, 2, 0x03, 0xE8] : "0\r\n\r\n"u8);
        return body.ToArray();
    }

    private static string? After(string request, string name)
    {
        var at = request.IndexOf(name, StringComparison.Ordinal);
        return at < 0 ? null : request[(at + name.Length)..].Split(['\r', ' ', '&'])[0];
    }

    // SHA-1 is what RFC 6455 asks of a server.
#pragma warning disable CA5350
    private static string Upgrade(string key) =>
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")))
        + "\r\n\r\n";
#pragma warning restore CA5350
}

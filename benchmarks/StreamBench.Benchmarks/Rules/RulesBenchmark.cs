using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.Benchmarks.Rules;

/// <summary>
/// Streams of events through the fault proxy with rules armed that look at every one of them and never act. Events are those of the native
/// wire, about 150 bytes each; the figure counts bytes of events.
/// </summary>
internal static class RulesBenchmark
{
    private const long TotalBytes = 2L << 30;
    private const string Rules = """
        streambench-faults: 1
        rules:
          - { at: { event: never.sent }, do: drop }
          - { at: { index: 1000000000 }, do: cut, how: rst }
        """;

    public static async Task<int> RunAsync(string[] arguments)
    {
        _ = arguments;
        await MeasureAsync("sse, no rules", "text/event-stream", SseEvent, isChunked: false, "streambench-faults: 1");
        await MeasureAsync("sse, rules", "text/event-stream", SseEvent, isChunked: false, Rules);
        await MeasureAsync("sse chunked, rules", "text/event-stream", SseEvent, isChunked: true, Rules);
        await MeasureAsync(
            "ndjson chunked, rules",
            "application/x-ndjson",
            n => Payload(n) + "\n",
            isChunked: true,
            Rules
        );
        await MeasureAsync(
            "sse chunked, rule is over",
            "text/event-stream",
            SseEvent,
            isChunked: true,
            "streambench-faults: 1\nrules:\n  - { at: { connection: 1, index: 1 }, do: drop }"
        );
        return 0;
    }

    private static string Payload(int n) =>
        $$"""{"type":"text.append","seq":{{n}},"turn":"t1","item":"m1","agent":"coordinator","text":"some words of an answer "}""";

    private static string SseEvent(int n) => $"id: 1:{n}\ndata: {Payload(n)}\n\n";

    private static async Task MeasureAsync(
        string name,
        string type,
        Func<int, string> write,
        bool isChunked,
        string rules
    )
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        await using var server = new FaultProxyServer(new FaultProxyOptions { Seed = 1 });
        var proxy = await server.PutAsync(
            new ProxyConfig
            {
                Name = "bench",
                Upstream = listener.LocalEndPoint!.ToString()!,
                Rules = RuleFile.Parse(rules),
            }
        );
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(proxy.ListenEndPoint!);
        using var upstream = await listener.AcceptAsync();
        await client.SendAsync("GET /events HTTP/1.1\r\n\r\n"u8.ToArray());
        var coding = isChunked ? "Transfer-Encoding: chunked\r\n" : "";
        await upstream.SendAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n{coding}\r\n"));
        var block = Block(write, isChunked);

        var allocated = GC.GetTotalAllocatedBytes();
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var sending = SendAsync(upstream, block);
        var buffer = new byte[256 * 1024];
        var received = 0L;
        while (await client.ReceiveAsync(buffer) is > 0 and var count)
            received += count;
        await sending;
        var gigabytes = received / 1e9;
        Console.WriteLine(
            $"{name, -28} {received / 1e6 / watch.Elapsed.TotalSeconds, 8:F0} MB/s"
                + $" {(Environment.CpuUsage.TotalTime - processor).TotalSeconds / gigabytes, 8:F2} CPU s a GB"
                + $" {(GC.GetTotalAllocatedBytes() - allocated) / 1e6 / gigabytes, 8:F0} MB allocated a GB"
        );
    }

    private static byte[] Block(Func<int, string> write, bool isChunked)
    {
        using var block = new MemoryStream();
        for (var n = 1; block.Length < 1 << 20; n++)
        {
            var one = Encoding.UTF8.GetBytes(write(n));
            if (isChunked)
                block.Write(Encoding.ASCII.GetBytes($"{one.Length:x}\r\n"));
            block.Write(one);
            if (isChunked)
                block.Write("\r\n"u8);
        }
        return block.ToArray();
    }

    private static async Task SendAsync(Socket upstream, byte[] block)
    {
        for (var sent = 0L; sent < TotalBytes; sent += block.Length)
        {
            for (var rest = block.AsMemory(); !rest.IsEmpty; )
                rest = rest[await upstream.SendAsync(rest)..];
        }
        upstream.Shutdown(SocketShutdown.Both);
    }
}

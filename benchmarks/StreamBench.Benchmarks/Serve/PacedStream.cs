using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StreamBench.Benchmarks.Serve;

/// <summary>One client connection, by the cheapest means: a socket, a scan for the paced events, a clock reading a chunk.</summary>
internal sealed class PacedStream(int number, ServePlan plan)
{
    private readonly long[] arrivals = new long[plan.Events];
    private int count;

    /// <summary>Runs all streams to their end; they start spread over one second.</summary>
    internal static async Task<PacedStream[]> RunAllAsync(ServePlan plan, Uri server)
    {
        var streams = Enumerable.Range(0, plan.Conversations).Select(i => new PacedStream(i, plan)).ToArray();
        var endpoint = new IPEndPoint(IPAddress.Loopback, server.Port);
        var spread = TimeSpan.FromSeconds(1) / plan.Conversations;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            streams.Select(async stream =>
            {
                var wait = (stream.Number * spread) - clock.Elapsed;
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, TimeProvider.System, CancellationToken.None);
                }

                await stream.RunAsync(endpoint);
            })
        );
        return streams;
    }

    private int Number => number;

    /// <summary>
    /// How late each event was against its schedule. The schedule starts with the event that was least late, so a stream that
    /// falls behind shows all of it.
    /// </summary>
    internal IEnumerable<TimeSpan> Lags()
    {
        var intended = arrivals
            .Take(count)
            .Select((at, i) => Stopwatch.GetElapsedTime(0, at) - (i * ServePlan.Pace))
            .ToArray();
        var start = intended.DefaultIfEmpty().Min();
        return intended.Select(at => at - start);
    }

    private async Task RunAsync(IPEndPoint server)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        var body = $"{{\"text\":\"hi\",\"script\":\"{plan.Seconds}\"}}";
        var request =
            $"POST /v1/conversations/c{plan.Seconds}-{number}/turns HTTP/1.1\r\nHost: localhost\r\n"
            + $"Accept: text/event-stream\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));

        var buffer = new byte[8_192];
        var kept = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(kept));
            if (read == 0)
            {
                return;
            }

            kept = Scan(buffer, kept + read, out var ended);
            if (ended)
            {
                return;
            }
        }
    }

    // Counts the paced events; what may be the beginning of another one is kept for the next chunk.
    private int Scan(byte[] buffer, int length, out bool ended)
    {
        var now = Stopwatch.GetTimestamp();
        var text = buffer.AsSpan(0, length);
        ended = text.IndexOf("\"bye\""u8) >= 0;
        while (text.IndexOf("word \""u8) is var at and >= 0)
        {
            if (count < arrivals.Length)
            {
                arrivals[count++] = now;
            }

            text = text[(at + 6)..];
        }

        var tail = text[^Math.Min(text.Length, 5)..];
        tail.CopyTo(buffer);
        return tail.Length;
    }
}

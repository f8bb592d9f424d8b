using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StreamBench.Benchmarks.Serve;

/// <summary>One client connection, by the cheapest means: a socket that is asked, a scan for the paced events, a clock reading a chunk.</summary>
/// <remarks>
/// Nobody sleeps on these sockets: on one machine a send that wakes a sleeping reader pays for the wake-up, as much as for the
/// send itself, and a server whose clients are elsewhere does not.
/// </remarks>
internal sealed class PacedStream(int number, ServePlan plan) : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
    };
    private readonly byte[] buffer = new byte[8_192];
    private readonly long[] arrivals = new long[plan.Events];
    private int count;
    private int kept;

    /// <summary>Runs all streams to their end on this thread; they start spread over <see cref="ServePlan.Opening"/>.</summary>
    internal static PacedStream[] RunAll(ServePlan plan, Uri server)
    {
        var streams = Enumerable.Range(0, plan.Conversations).Select(i => new PacedStream(i, plan)).ToArray();
        var endpoint = new IPEndPoint(IPAddress.Loopback, server.Port);
        var spread = ServePlan.Opening / plan.Conversations;
        var clock = Stopwatch.StartNew();
        var open = new List<PacedStream>(streams.Length);
        var started = 0;
        while (started < streams.Length || open.Count > 0)
        {
            for (; started < streams.Length && started * spread <= clock.Elapsed; started++)
            {
                streams[started].Start(endpoint);
                open.Add(streams[started]);
            }

            open.RemoveAll(stream => stream.HasEnded());
        }

        return streams;
    }

    public void Dispose() => socket.Dispose();

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

    private void Start(IPEndPoint server)
    {
        socket.Connect(server);
        var body = $"{{\"text\":\"hi\",\"script\":\"{plan.Seconds}\"}}";
        var request =
            $"POST /v1/conversations/c{plan.Conversations}-{number}/turns HTTP/1.1\r\nHost: localhost\r\n"
            + $"Accept: text/event-stream\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        socket.Send(Encoding.ASCII.GetBytes(request));
        socket.Blocking = false;
    }

    private bool HasEnded()
    {
        var read = socket.Receive(buffer.AsSpan(kept), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return false;
        }

        var ended = read == 0 || error != SocketError.Success;
        if (!ended)
        {
            kept = Scan(kept + read, out ended);
        }

        if (ended)
        {
            Dispose();
        }

        return ended;
    }

    // Counts the paced events; what may be the beginning of another one is kept for the next chunk.
    private int Scan(int length, out bool ended)
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

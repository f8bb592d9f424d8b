using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StreamBench.Benchmarks.Load;

/// <summary>
/// Native turns whose events come one by one, from one thread that has nothing else to do. It writes down when it truly wrote
/// each event, and tells at <c>/truth</c>. Without events a stream is greeted and then held in silence.
/// </summary>
internal sealed class PacedServer(PacedServerOptions options) : IDisposable
{
    /// <summary>Longer than any delay, in slots of a millisecond.</summary>
    private const int Slots = 4096;

    private static readonly byte[] Head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray();

    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> unread = [];

    // A socket that nobody holds is closed by the collector.
    private readonly List<PacedStream> silent = [];
    private readonly List<PacedStream>[] wheel = [.. Enumerable.Range(0, Slots).Select(_ => new List<PacedStream>())];
    private readonly byte[][] events = PacedEvents.Render(options.Events);
    private readonly TrueTimes truth = new();
    private readonly byte[] request = new byte[8192];
    private long lastSlot = Now / 1_000_000;
    private int asked;

    private static long Now => (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));

    /// <summary>Serves until the process ends.</summary>
    internal void Run()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, options.Port));
        listener.Listen(4096);
        listener.Blocking = false;
        while (true)
        {
            List<Socket> ready = [listener, .. unread];
            Socket.Select(ready, null, null, microSeconds: 1000);
            if (ready.Contains(listener))
            {
                Accept();
            }

            foreach (var socket in unread.ToList())
            {
                Greet(socket);
            }

            SayWhatIsDue();
        }
    }

    public void Dispose() => listener.Dispose();

    private void Accept()
    {
        // A few at a time: what is due must not wait for a crowd.
        for (var i = 0; i < 16 && listener.Poll(0, SelectMode.SelectRead); i++)
        {
            var socket = listener.Accept();
            socket.Blocking = false;
            socket.NoDelay = true;
            unread.Add(socket);
        }
    }

    private void Greet(Socket socket)
    {
        var read = socket.Receive(request, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return;
        }

        unread.Remove(socket);
        if (read == 0)
        {
            socket.Dispose();
            return;
        }

        var path = Encoding.ASCII.GetString(request, 0, read).Split(' ').ElementAtOrDefault(1) ?? "";
        if (path == "/truth")
        {
            socket.Send(truth.Answer());
            socket.Dispose();
            return;
        }

        socket.Send(Head);
        var stream = new PacedStream(socket, PacedEvents.Hello(path.Split('/').ElementAtOrDefault(3) ?? ""), Now)
        {
            IsCounted = asked++ >= options.Skip,
        };
        // Spread by their number, so that not all of a turn's percentiles are the same.
        Await(stream, stream.AskedAt + ((options.First + (asked * 37 % 100)) * 1_000_000L));
    }

    private void Await(PacedStream stream, long due)
    {
        stream.Due = due;
        wheel[Math.Max(due / 1_000_000, lastSlot + 1) % Slots].Add(stream);
    }

    private void SayWhatIsDue()
    {
        for (var now = Now / 1_000_000; lastSlot < now; )
        {
            lastSlot++;
            var slot = wheel[lastSlot % Slots];
            foreach (var stream in slot)
            {
                Say(stream);
            }

            slot.Clear();
        }
    }

    private void Say(PacedStream stream)
    {
        var at = Now;
        var isFirst = stream.Said == 0;
        stream.Socket.Send(isFirst ? stream.Hello : events[stream.Said - 1], SocketFlags.None, out var error);
        if (error != SocketError.Success)
        {
            // The client left, or does not read: it is none of those that are measured.
            stream.Socket.Dispose();
            return;
        }

        var isLast = stream.Said == events.Length;
        if (stream.IsCounted)
        {
            truth.OnWritten(stream, at, isContent: stream.Said == PacedEvents.FirstText, isLast && events.Length > 0);
        }

        stream.LastAt = at;
        stream.Said++;
        if (!isLast)
        {
            Await(stream, stream.Due + (options.Interval * 1_000_000L));
        }
        else if (events.Length == 0)
        {
            silent.Add(stream);
        }
        else
        {
            stream.Socket.Dispose();
        }
    }
}

/// <summary>A stream of a <see cref="PacedServer"/>; times are nanoseconds.</summary>
internal sealed class PacedStream(Socket socket, byte[] hello, long askedAt)
{
    internal Socket Socket => socket;

    internal byte[] Hello => hello;

    internal long AskedAt => askedAt;

    internal bool IsCounted { get; init; }

    internal long Due { get; set; }

    internal int Said { get; set; }

    internal long LastAt { get; set; }
}

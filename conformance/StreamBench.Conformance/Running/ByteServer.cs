using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamBench.FakeAgent.Telemetry;

namespace StreamBench.Conformance.Running;

/// <summary>
/// Answers the first GET with bytes that a parser has to read, each chunk in a write of its own, and then ends in good order. Every later
/// request gets 204: there is nothing more to come.
/// </summary>
/// <remarks>Pauses between chunks make it likely that they arrive apart; a client that gets two at once reads an easier stream, never a wrong one.</remarks>
internal sealed class ByteServer : IAsyncDisposable
{
    private const int LongestHead = 64 * 1024;

    private readonly TcpListener listener;
    private readonly ImmutableArray<ByteChunk> chunks;
    private readonly RunSettings settings;
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private readonly List<RequestRecord> requests = [];
    private readonly List<DateTimeOffset> sent = [];
    private readonly List<Task> answers = [];
    private readonly Task accepting;

    internal ByteServer(ImmutableArray<ByteChunk> chunks, RunSettings settings)
    {
        (this.chunks, this.settings) = (chunks, settings);
        listener = new TcpListener(IPAddress.Loopback, settings.Port);
        listener.Start();
        accepting = AcceptAsync();
    }

    internal string Url => $"http://{listener.LocalEndpoint}";

    /// <summary>What it was asked, oldest first.</summary>
    internal ImmutableArray<RequestRecord> Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>When each chunk went out.</summary>
    internal ImmutableArray<DateTimeOffset> Sent
    {
        get
        {
            lock (gate)
            {
                return [.. sent];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(answers);
        listener.Dispose();
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptSocketAsync(closing.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return; // closing
            }

            answers.Add(AnswerAsync(socket));
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using var _ = socket;
        socket.NoDelay = true;
        try
        {
            if (await ReadHeadAsync(socket) is not { } head)
            {
                return;
            }

            if (Note(head))
            {
                await SendBodyAsync(socket);
            }
            else
            {
                await SendAsync(socket, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"u8.ToArray());
            }

            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The client went away first, or the run is over.
        }
    }

    private async Task SendBodyAsync(Socket socket)
    {
        await SendAsync(
            socket,
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"u8.ToArray()
        );
        foreach (var chunk in chunks)
        {
            lock (gate)
            {
                sent.Add(settings.Now);
            }

            await SendAsync(
                socket,
                (byte[])[.. Encoding.ASCII.GetBytes($"{chunk.Bytes.Length:x}\r\n"), .. chunk.Bytes, .. "\r\n"u8]
            );
            if (chunk.WaitMs > 0)
            {
                await settings.WaitAsync(chunk.WaitMs, closing.Token);
            }
        }

        await SendAsync(socket, "0\r\n\r\n"u8.ToArray());
    }

    private async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, closing.Token)..];
        }
    }

    private async Task<string?> ReadHeadAsync(Socket socket)
    {
        var (buffer, length) = (new byte[LongestHead], 0);
        while (length < buffer.Length)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None, closing.Token);
            if (read == 0)
            {
                return null;
            }

            length += read;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is var end and >= 0)
            {
                return Encoding.UTF8.GetString(buffer, 0, end);
            }
        }

        return null;
    }

    /// <summary>Notes the request; true for the first GET.</summary>
    private bool Note(string head)
    {
        var lines = head.Split("\r\n");
        var parts = lines[0].Split(' ');
        var cursor = lines
            .FirstOrDefault(line => line.StartsWith("last-event-id:", StringComparison.OrdinalIgnoreCase))
            ?["last-event-id:".Length..];
        lock (gate)
        {
            var isFirst = parts[0] == "GET" && !requests.Exists(request => request.Method == "GET");
            var at = settings.Now;
            requests.Add(
                new RequestRecord
                {
                    Time = at,
                    AskedAt = at,
                    Transport = "sse",
                    Method = parts[0],
                    Path = parts.Length > 1 ? parts[1].Split('?')[0] : "",
                    Cursor = cursor is [' ', ..] ? cursor[1..] : cursor,
                    Status = isFirst ? 200 : 204,
                }
            );
            return isFirst;
        }
    }
}

/// <summary>Bytes that go out together.</summary>
/// <param name="Bytes">The bytes; at least one.</param>
/// <param name="WaitMs">Silence after them, in milliseconds before scaling.</param>
internal sealed record ByteChunk(byte[] Bytes, int WaitMs);

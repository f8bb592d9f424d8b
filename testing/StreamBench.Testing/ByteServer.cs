using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StreamBench.Testing;

/// <summary>
/// A server that answers with exact bytes: each connection is handed to the next of a list of scripts, the last of which
/// serves all that follow. For tests of what a client makes of bytes that no well-made server sends.
/// </summary>
public sealed class ByteServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly List<string> requests = [];
    private readonly Func<ByteConnection, Task>[] scripts;
    private readonly Task accepting;

    /// <summary>Listens on a free loopback port.</summary>
    public ByteServer(params Func<ByteConnection, Task>[] scripts)
    {
        this.scripts = scripts;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where to connect.</summary>
    public Uri Address => new($"http://{listener.LocalEndpoint}");

    /// <summary>The heads of the requests so far, oldest first, header values as UTF-8.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>A script that sends a whole answer and then closes in good order.</summary>
    public static Func<ByteConnection, Task> Answer(string response) => connection => connection.SendAsync(response);

    /// <summary>The head of a chunkless answer of that type, ended by the end of the connection.</summary>
    public static string Head(string contentType) => $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\n\r\n";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        // Only then: a listener that stops between two calls of the loop fails in ways that are not those of closing.
        await accepting;
        listener.Dispose();
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        for (var n = 0; ; n++)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(closing.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }

            serving.Add(ServeAsync(client, scripts[Math.Min(n, scripts.Length - 1)]));
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client, Func<ByteConnection, Task> script)
    {
        using (client)
        {
            var connection = new ByteConnection(client, closing.Token);
            try
            {
                var head = await connection.ReadHeadAsync();
                lock (requests)
                {
                    requests.Add(head);
                }

                await script(connection);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // The client went away, or the test is over: that is how these conversations end.
            }
        }
    }
}

/// <summary>One connection of a <see cref="ByteServer"/>.</summary>
public sealed class ByteConnection(TcpClient client, CancellationToken closing)
{
    /// <summary>Sends text as UTF-8, at once.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends bytes, at once.</summary>
    public async Task SendAsync(byte[] bytes) => await client.GetStream().WriteAsync(bytes, closing);

    /// <summary>Keeps silent until the client closes or the server is disposed.</summary>
    public async Task HangAsync()
    {
        var buffer = new byte[256];
        while (await client.GetStream().ReadAsync(buffer, closing) > 0)
        {
            // Whatever the client still says, nobody answers.
        }
    }

    /// <summary>Breaks the connection with RST, without a FIN before it.</summary>
    public void Reset()
    {
        client.Client.LingerState = new LingerOption(true, 0);
        client.Client.Close();
    }

    internal async Task<string> ReadHeadAsync()
    {
        var head = new MemoryStream();
        var one = new byte[1];
        while (!head.GetBuffer().AsSpan(0, (int)head.Length).EndsWith("\r\n\r\n"u8))
        {
            if (await client.GetStream().ReadAsync(one, closing) == 0)
            {
                throw new IOException("the client closed inside its request");
            }

            head.Write(one);
        }

        return Encoding.UTF8.GetString(head.ToArray());
    }
}

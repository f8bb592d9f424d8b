using System.Net;
using System.Net.Sockets;
using System.Text;

namespace StreamBench.Load.Tests.Engine.Loop;

/// <summary>A server that is a few lines of a test: it reads one request and then does what the test says, byte by byte.</summary>
internal sealed class ByteServer : IAsyncDisposable
{
    internal const string EventStream =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Func<Socket, string, Task> answer;
    private readonly Task accepting;

    internal ByteServer(Func<Socket, string, Task> answer)
    {
        this.answer = answer;
        listener.Start(backlog: 1024);
        EndPoint = (IPEndPoint)listener.LocalEndpoint;
        accepting = AcceptAsync();
    }

    internal IPEndPoint EndPoint { get; }

    /// <summary>Answers with these bytes and closes in good order.</summary>
    internal static ByteServer Saying(params string[] parts) =>
        new(
            async (socket, _) =>
            {
                foreach (var part in parts)
                {
                    await SendAsync(socket, part);
                }

                await FinishAsync(socket);
            }
        );

    internal static string Chunk(string body) => $"{Encoding.UTF8.GetByteCount(body):x}\r\n{body}\r\n";

    internal static async Task SendAsync(Socket socket, string text) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), SocketFlags.None);

    /// <summary>Sends the FIN and waits until the client is gone, so that nothing sent is lost to a reset.</summary>
    internal static async Task FinishAsync(Socket socket)
    {
        socket.Shutdown(SocketShutdown.Send);
        await UntilClosedAsync(socket);
    }

    internal static async Task UntilClosedAsync(Socket socket)
    {
        try
        {
            while (await socket.ReceiveAsync(new byte[4096], SocketFlags.None) > 0)
            {
                // What a client sends after its request is of no interest here.
            }
        }
        catch (SocketException)
        {
            // A client that breaks off is gone too.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Stop();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await listener.AcceptSocketAsync(stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            var request = "";
            var buffer = new byte[4096];
            while (!request.Contains("\r\n\r\n", StringComparison.Ordinal))
            {
                var read = await socket.ReceiveAsync(buffer, SocketFlags.None);
                if (read == 0)
                {
                    return;
                }

                request += Encoding.UTF8.GetString(buffer, 0, read);
            }

            try
            {
                await answer(socket, request);
            }
            catch (SocketException)
            {
                // The client broke off. What it made of the answer is for the test to judge.
            }
        }
    }
}

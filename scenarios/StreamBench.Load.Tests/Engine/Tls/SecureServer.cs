using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace StreamBench.Load.Tests.Engine.Tls;

/// <summary>A server with TLS that is a few lines of a test: it reads one request's head and then does what the test says.</summary>
internal sealed class SecureServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly X509Certificate2 certificate;
    private readonly Func<SecureConnection, Task> answer;
    private readonly Func<Stream, Stream> below;
    private readonly Task accepting;

    /// <summary>Starts to listen on loopback.</summary>
    /// <param name="certificate">What it shows.</param>
    /// <param name="answer">What it does with a connection.</param>
    /// <param name="below">What its encrypted bytes go through; nothing by default.</param>
    internal SecureServer(
        X509Certificate2 certificate,
        Func<SecureConnection, Task> answer,
        Func<Stream, Stream>? below = null
    )
    {
        (this.certificate, this.answer, this.below) = (certificate, answer, below ?? (stream => stream));
        listener.Start(backlog: 1024);
        EndPoint = (IPEndPoint)listener.LocalEndpoint;
        accepting = AcceptAsync();
    }

    internal IPEndPoint EndPoint { get; }

    /// <summary>Answers with these bytes, says that this was all, and closes.</summary>
    internal static SecureServer Saying(X509Certificate2 certificate, params string[] parts) =>
        new(
            certificate,
            async connection =>
            {
                foreach (var part in parts)
                {
                    await connection.SayAsync(part);
                }

                await connection.FinishAsync();
            }
        );

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
        using var own = socket;
        socket.NoDelay = true;
        await using var stream = new SslStream(below(new NetworkStream(socket)));
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        };
        try
        {
            await stream.AuthenticateAsServerAsync(options);
            await answer(new SecureConnection(socket, stream, await ReadHeadAsync(stream)));
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            // The client broke off. What it made of the answer is for the test to judge.
        }
    }

    private static async Task<string> ReadHeadAsync(SslStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            await stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}

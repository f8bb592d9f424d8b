using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace StreamBench.Load.Tests.Engine.Tls;

/// <summary>A connection of a <see cref="SecureServer"/>.</summary>
/// <param name="Socket">Below TLS.</param>
/// <param name="Stream">TLS.</param>
/// <param name="Request">The head of the request.</param>
internal sealed record SecureConnection(Socket Socket, SslStream Stream, string Request)
{
    internal Task SayAsync(string text) => Stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    /// <summary>close_notify, FIN, and then until the client is gone.</summary>
    internal async Task FinishAsync()
    {
        await Stream.ShutdownAsync();
        await CutAsync();
    }

    /// <summary>FIN without a word before it, and then until the client is gone.</summary>
    internal async Task CutAsync()
    {
        Socket.Shutdown(SocketShutdown.Send);
        await UntilClosedAsync();
    }

    /// <summary>Until the client is gone; true when it said so, by close_notify.</summary>
    internal async Task<bool> UntilClosedAsync()
    {
        try
        {
            while (await Stream.ReadAsync(new byte[4096]) > 0)
            {
                // What a client sends after its request is of no interest here.
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}

using System.Net.Sockets;
using System.Text;

namespace StreamBench.FaultProxy.Tests;

/// <summary>One end of a connection, in the words of a test.</summary>
internal sealed class Peer(Socket socket) : IDisposable
{
    public Socket Socket => socket;

    public async Task SendAsync(string text)
    {
        using var watchdog = new CancellationTokenSource(World.Watchdog);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), watchdog.Token);
    }

    /// <summary>Exactly as many bytes as <paramref name="expected"/> has, compared.</summary>
    public async Task ShouldReceiveAsync(string expected)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(expected)];
        var count = 0;
        using var watchdog = new CancellationTokenSource(World.Watchdog);
        while (count < bytes.Length)
        {
            var read = await socket.ReceiveAsync(bytes.AsMemory(count), watchdog.Token);
            if (read == 0)
                break;
            count += read;
        }
        Encoding.UTF8.GetString(bytes, 0, count).ShouldBe(expected);
    }

    /// <summary>Everything until the end, and whether that was FIN or RST.</summary>
    public async Task<(byte[] Bytes, string End)> ReadToEndAsync()
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        using var watchdog = new CancellationTokenSource(World.Watchdog);
        try
        {
            while (await socket.ReceiveAsync(buffer, watchdog.Token) is > 0 and var count)
                bytes.Write(buffer, 0, count);
            return (bytes.ToArray(), "FIN");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return (bytes.ToArray(), "RST");
        }
    }

    public async Task ShouldEndAsync(string how, string after = "")
    {
        var (bytes, end) = await ReadToEndAsync();
        Encoding.UTF8.GetString(bytes).ShouldBe(after);
        end.ShouldBe(how);
    }

    /// <summary>Sends FIN and goes on reading.</summary>
    public void Finish() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes with RST.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();
}

using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace StreamBench.Testing;

/// <summary>One connection through a <see cref="CuttingRelay"/>.</summary>
internal sealed class RelayedConnection(
    Socket client,
    IPEndPoint upstream,
    (long Bytes, CutKind How) plan,
    CancellationToken closing
) : IDisposable
{
    private readonly ArrayBufferWriter<byte> captured = new();
    private readonly CancellationTokenSource cut = CancellationTokenSource.CreateLinkedTokenSource(closing);
    private readonly Lock gate = new();
    private CutKind? how;

    public void Dispose()
    {
        client.Dispose();
        cut.Dispose();
    }

    internal byte[] Captured()
    {
        lock (gate)
        {
            return captured.WrittenSpan.ToArray();
        }
    }

    internal void Cut(CutKind kind)
    {
        lock (gate)
        {
            if (how is not null)
            {
                return;
            }

            how = kind;
        }

        cut.Cancel();
    }

    internal async Task RunAsync()
    {
        await Task.Yield();
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            client.NoDelay = true;
            await server.ConnectAsync(upstream, cut.Token);
            var requests = PassAsync(client, server, isResponse: false);
            await PassAsync(server, client, isResponse: true);
            Close();
            server.Close();
            await requests;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            Close();
        }
        finally
        {
            if (how == CutKind.Stall && !closing.IsCancellationRequested)
            {
                server.Close(); // the server may go on with its life; the client hears nothing
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, closing)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            client.Dispose();
        }
    }

    /// <summary>Passes bytes on until either side ends or the cut is due.</summary>
    private async Task PassAsync(Socket from, Socket to, bool isResponse)
    {
        var buffer = new byte[16 * 1024];
        var left = isResponse ? plan.Bytes : long.MaxValue;
        try
        {
            while (true)
            {
                if (left == 0)
                {
                    Cut(plan.How);
                    return;
                }

                var count = await from.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cut.Token);
                if (count == 0)
                {
                    return;
                }

                if (isResponse)
                {
                    // Before it is sent: whoever has read the end must find it here.
                    lock (gate)
                    {
                        captured.Write(buffer.AsSpan(0, count));
                    }
                }

                await to.SendAsync(buffer.AsMemory(0, count), cut.Token);
                left -= count;
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side went away, or the cut came from elsewhere: either way this direction is over.
        }
    }

    private void Close()
    {
        if (how == CutKind.Stall)
        {
            return;
        }

        if (how == CutKind.Rst)
        {
            client.LingerState = new LingerOption(true, 0);
        }
        else
        {
            // FIN first, so that what was sent arrives before the end of it.
            client.Shutdown(SocketShutdown.Send);
        }

        client.Close();
    }
}

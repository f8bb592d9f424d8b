using System.Net;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Tests.Engine.Loop;

namespace StreamBench.Load.Tests.Engine.Tls;

/// <summary>Writes down which threads use a poller: under TLS its sends and receives come from inside SslStream.</summary>
internal sealed class ThreadWitness(IPoller inner, HashSet<int> threads) : PassingPoller(inner)
{
    public override IoStatus Open(IPEndPoint remote, IPAddress? source, long token, out int handle)
    {
        Look();
        return base.Open(remote, source, token, out handle);
    }

    public override IoStatus FinishConnecting(int handle, out ConnectTrouble trouble)
    {
        Look();
        return base.FinishConnecting(handle, out trouble);
    }

    public override IoResult Send(int handle, ReadOnlySpan<byte> bytes)
    {
        Look();
        return base.Send(handle, bytes);
    }

    public override IoResult Receive(int handle, Span<byte> buffer, out long arrivedAtUnix)
    {
        Look();
        return base.Receive(handle, buffer, out arrivedAtUnix);
    }

    public override void Close(int handle, bool reset)
    {
        Look();
        base.Close(handle, reset);
    }

    private void Look()
    {
        lock (threads)
        {
            threads.Add(Environment.CurrentManagedThreadId);
        }
    }
}

using System.Diagnostics;
using System.Net;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Streams;

namespace StreamBench.Load.Tests.Running.Accuracy;

/// <summary>
/// Stands between the engine and its sockets and writes down when what passed: the nearest that anything can come to the moments
/// that the engine is to report, on a machine that may hold any thread up at any time.
/// </summary>
internal sealed class WitnessPoller(IPoller inner, List<WitnessedStream> streams) : IPoller
{
    private readonly Dictionary<int, WitnessedStream> open = [];

    public string Name => inner.Name;

    public bool HasArrivalStamps => inner.HasArrivalStamps;

    public IoStatus Open(IPEndPoint remote, IPAddress? source, long token, out int handle)
    {
        var stream = new WitnessedStream(Stopwatch.GetTimestamp());
        streams.Add(stream);
        var status = inner.Open(remote, source, token, out handle);
        open[handle] = stream;
        return status;
    }

    public IoResult Receive(int handle, Span<byte> buffer, out long arrivedAtUnix)
    {
        var result = inner.Receive(handle, buffer, out arrivedAtUnix);
        var at = Stopwatch.GetTimestamp();
        if (result.Status == IoStatus.Done)
        {
            open[handle].Read(buffer[..result.Bytes], at);
        }

        return result;
    }

    public void Close(int handle, bool reset)
    {
        inner.Close(handle, reset);
        open[handle].Close(Stopwatch.GetTimestamp());
    }

    public IoStatus FinishConnecting(int handle, out ConnectTrouble trouble) =>
        inner.FinishConnecting(handle, out trouble);

    public IoResult Send(int handle, ReadOnlySpan<byte> bytes) => inner.Send(handle, bytes);

    public void AwaitRoom(int handle) => inner.AwaitRoom(handle);

    public void StopAwaitingRoom(int handle) => inner.StopAwaitingRoom(handle);

    public void Pause(int handle) => inner.Pause(handle);

    public void Continue(int handle) => inner.Continue(handle);

    public int Pending(int handle) => inner.Pending(handle);

    public int Wait(Span<Readiness> ready, long timeoutNanoseconds) => inner.Wait(ready, timeoutNanoseconds);

    public void Wake() => inner.Wake();

    public void Dispose() => inner.Dispose();
}

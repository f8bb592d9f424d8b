using System.Net;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Streams;

namespace StreamBench.Load.Tests.Engine.Loop;

/// <summary>Passes every call on; what a test wants to see or to spoil it overrides.</summary>
internal abstract class PassingPoller(IPoller inner) : IPoller
{
    public string Name => inner.Name;

    public bool HasArrivalStamps => inner.HasArrivalStamps;

    public virtual IoStatus Open(IPEndPoint remote, IPAddress? source, long token, out int handle) =>
        inner.Open(remote, source, token, out handle);

    public virtual IoStatus FinishConnecting(int handle, out ConnectTrouble trouble) =>
        inner.FinishConnecting(handle, out trouble);

    public virtual IoResult Send(int handle, ReadOnlySpan<byte> bytes) => inner.Send(handle, bytes);

    public void AwaitRoom(int handle) => inner.AwaitRoom(handle);

    public void StopAwaitingRoom(int handle) => inner.StopAwaitingRoom(handle);

    public virtual IoResult Receive(int handle, Span<byte> buffer, out long arrivedAtUnix) =>
        inner.Receive(handle, buffer, out arrivedAtUnix);

    public void Pause(int handle) => inner.Pause(handle);

    public void Continue(int handle) => inner.Continue(handle);

    public int Pending(int handle) => inner.Pending(handle);

    public virtual void Close(int handle, bool reset) => inner.Close(handle, reset);

    public int Wait(Span<Readiness> ready, long timeoutNanoseconds) => inner.Wait(ready, timeoutNanoseconds);

    public void Wake() => inner.Wake();

    public void Dispose() => inner.Dispose();
}

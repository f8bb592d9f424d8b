using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Proxies;

/// <summary>Bytes read and written by the connections of a proxy, counted while they live.</summary>
internal sealed class Traffic
{
    private long upstreamReceived;
    private long upstreamSent;
    private long downstreamReceived;
    private long downstreamSent;

    public void AddReceived(Direction direction, int count) =>
        Interlocked.Add(ref direction == Direction.Upstream ? ref upstreamReceived : ref downstreamReceived, count);

    public void AddSent(Direction direction, int count) =>
        Interlocked.Add(ref direction == Direction.Upstream ? ref upstreamSent : ref downstreamSent, count);

    public long Received(Direction direction) =>
        Volatile.Read(ref direction == Direction.Upstream ? ref upstreamReceived : ref downstreamReceived);

    public long Sent(Direction direction) =>
        Volatile.Read(ref direction == Direction.Upstream ? ref upstreamSent : ref downstreamSent);
}

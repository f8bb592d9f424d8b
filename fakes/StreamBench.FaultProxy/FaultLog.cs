using System.Threading.Channels;

namespace StreamBench.FaultProxy;

/// <summary>
/// What the proxy did, in order, for one reader. Holds <see cref="Capacity"/> records; when nobody reads, the oldest make room and are
/// counted in <see cref="Dropped"/>, so that a log never holds a connection back.
/// </summary>
public sealed class FaultLog
{
    /// <summary>Records kept for a reader that is behind.</summary>
    public const int Capacity = 65_536;

    private readonly Channel<FaultRecord> records;
    private long dropped;

    internal FaultLog() =>
        records = Channel.CreateBounded<FaultRecord>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest },
            _ => Interlocked.Increment(ref dropped)
        );

    /// <summary>The records; completed when the proxy is disposed.</summary>
    public ChannelReader<FaultRecord> Reader => records.Reader;

    /// <summary>Records nobody read in time.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    internal void Write(FaultRecord record) => records.Writer.TryWrite(record);

    internal void Complete() => records.Writer.TryComplete();
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace StreamBench.FaultProxy;

/// <summary>
/// What the proxy did, in order. Keeps the last <see cref="Capacity"/> records and never holds a connection back: a reader that is further
/// behind misses the oldest, and <see cref="Dropped"/> counts those the main reader missed. Thread-safe.
/// </summary>
public sealed class FaultLog
{
    /// <summary>Records kept.</summary>
    public const int Capacity = 65_536;

    private readonly Lock gate = new();
    private readonly Queue<FaultRecord> recent = new();
    private readonly Dictionary<string, Queue<FaultRecord>> byProxy = new(StringComparer.Ordinal);
    private readonly List<Channel<FaultRecord>> followers = [];
    private readonly Channel<FaultRecord> records;
    private long dropped;
    private bool isComplete;

    internal FaultLog() => records = Open(() => Interlocked.Increment(ref dropped));

    /// <summary>The records for one reader; completed when the proxy is disposed.</summary>
    public ChannelReader<FaultRecord> Reader => records.Reader;

    /// <summary>Records <see cref="Reader"/> was too slow for.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>The last records, oldest first.</summary>
    public IReadOnlyList<FaultRecord> Recent
    {
        get
        {
            lock (gate)
                return [.. recent];
        }
    }

    /// <summary>Those of the last records that tell of one proxy, oldest first.</summary>
    public IReadOnlyList<FaultRecord> Of(string proxy)
    {
        lock (gate)
            return byProxy.TryGetValue(proxy, out var own) ? [.. own] : [];
    }

    /// <summary>The last records, and then each as it comes, for any number of readers.</summary>
    public async IAsyncEnumerable<FaultRecord> FollowAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var channel = Open(() => { });
        FaultRecord[] before;
        lock (gate)
        {
            before = [.. recent];
            followers.Add(channel);
            if (isComplete)
                channel.Writer.TryComplete();
        }
        try
        {
            foreach (var record in before)
                yield return record;
            await foreach (var record in channel.Reader.ReadAllAsync(cancellationToken))
                yield return record;
        }
        finally
        {
            lock (gate)
                followers.Remove(channel);
        }
    }

    internal void Write(FaultRecord record)
    {
        lock (gate)
        {
            if (recent.Count == Capacity)
                Forget(recent.Dequeue());
            recent.Enqueue(record);
            if (!byProxy.TryGetValue(record.Proxy, out var own))
                byProxy[record.Proxy] = own = new Queue<FaultRecord>();
            own.Enqueue(record);
            foreach (var follower in followers)
                follower.Writer.TryWrite(record);
            records.Writer.TryWrite(record);
        }
    }

    internal void Complete()
    {
        CompleteFollowers();
        records.Writer.TryComplete();
    }

    /// <summary>Lets those go who follow: the API cannot stop while it answers them.</summary>
    internal void CompleteFollowers()
    {
        lock (gate)
        {
            isComplete = true;
            foreach (var follower in followers)
                follower.Writer.TryComplete();
        }
    }

    private void Forget(FaultRecord oldest)
    {
        var own = byProxy[oldest.Proxy];
        own.Dequeue();
        if (own.Count == 0)
            byProxy.Remove(oldest.Proxy);
    }

    private static Channel<FaultRecord> Open(Action whenDropped) =>
        Channel.CreateBounded<FaultRecord>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest },
            _ => whenDropped()
        );
}

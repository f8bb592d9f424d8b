namespace StreamBench.FaultProxy.Links;

/// <summary>
/// The hop between two stages. A writer waits while there is no room; what an interrupted stage lets go may pass the bound, so that
/// no change of a chain ever waits for a peer. Guarded by the gate of its chain.
/// </summary>
/// <param name="capacity">Chunks that fit before a writer waits: 1, and 1024 in front of <c>latency</c>.</param>
/// <param name="consumer">Set when a chunk or the end arrives.</param>
internal sealed class ChunkQueue(int capacity, Signal consumer)
{
    private readonly Queue<Chunk> chunks = new();
    private Chunk? unread;

    /// <summary>Set when there is room again; null while nobody writes.</summary>
    public Signal? Producer { get; set; }

    /// <summary>How the input ended, once it has; chunks may still wait in front of the end.</summary>
    public LinkEnd? End { get; private set; }

    public bool HasRoom => chunks.Count < capacity;

    public bool IsEmpty => chunks.Count == 0 && unread is null;

    /// <summary>Adds a chunk; after the end it is dropped, as nobody could receive it.</summary>
    public void Add(Chunk chunk)
    {
        if (End is not null)
            return;
        chunks.Enqueue(chunk);
        consumer.Set();
    }

    /// <summary>Puts a chunk back in front of all others.</summary>
    public void PutBack(Chunk chunk)
    {
        unread = chunk;
        consumer.Set();
    }

    public void Complete(LinkEnd end)
    {
        End ??= end;
        consumer.Set();
    }

    public Chunk? Take()
    {
        if (unread is { } chunk)
        {
            unread = null;
            return chunk;
        }
        if (!chunks.TryDequeue(out chunk))
            return null;
        if (chunks.Count == capacity - 1)
            Producer?.Set();
        return chunk;
    }

    /// <summary>Moves all chunks, and the end if it has come, behind those of another queue.</summary>
    public void MoveTo(ChunkQueue next)
    {
        while (Take() is { } chunk)
            next.Add(chunk);
        if (End is { } end)
            next.Complete(end);
    }
}

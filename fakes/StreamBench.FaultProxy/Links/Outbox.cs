namespace StreamBench.FaultProxy.Links;

/// <summary>The last queue of a chain, in front of the destination. Guarded by the gate of its chain.</summary>
internal sealed class Outbox
{
    private readonly Lock gate;
    private readonly Signal signal = new();
    private bool sending;
    private bool held;
    private bool aborted;

    public Outbox(Lock gate, bool held)
    {
        this.gate = gate;
        this.held = held;
        Queue = new ChunkQueue(1, signal);
    }

    public ChunkQueue Queue { get; }

    /// <summary>
    /// Whether what comes next has to come through here: something is still on its way to the destination, or the end, which a stage
    /// that is gone by now may have decided.
    /// </summary>
    public bool IsWanted => !Queue.IsEmpty || sending || Queue.End is not null;

    /// <summary>The next chunk to send, once the one before was sent; null at the end.</summary>
    public async ValueTask<Chunk?> NextAsync()
    {
        while (true)
        {
            lock (gate)
            {
                sending = false;
                if (aborted)
                    return null;
                if (!held && Queue.Take() is { } chunk)
                {
                    sending = true;
                    return chunk;
                }
                if (Queue.IsEmpty && Queue.End is not null)
                    return null;
            }
            await signal.WaitAsync();
        }
    }

    /// <summary>Lets chunks go once bytes sent past the chain have left. The caller holds the gate.</summary>
    public void Release()
    {
        held = false;
        signal.Set();
    }

    /// <summary>The caller holds the gate.</summary>
    public void Abort()
    {
        aborted = true;
        signal.Set();
    }
}

namespace StreamBench.Load.Engine.Streams;

/// <summary>The slots of one loop and which of them are free; the one used last is used first, while it is warm.</summary>
internal sealed class StreamTable
{
    private readonly StreamSlot[] slots;
    private readonly int[] free;
    private int freeCount;

    internal StreamTable(int capacity)
    {
        slots = new StreamSlot[capacity];
        free = new int[capacity];
        for (var i = 0; i < capacity; i++)
        {
            free[freeCount++] = capacity - 1 - i;
        }
    }

    internal int Capacity => slots.Length;

    internal int Open => slots.Length - freeCount;

    internal ref StreamSlot this[int stream] => ref slots[stream];

    /// <summary>Takes a free slot; -1 when all are used.</summary>
    internal int Take() => freeCount == 0 ? -1 : free[--freeCount];

    /// <summary>The slot is free again; readiness that is still on its way finds another generation.</summary>
    internal void Free(int stream)
    {
        ref var slot = ref slots[stream];
        slot.Phase = StreamPhase.Free;
        slot.Generation++;
        free[freeCount++] = stream;
    }

    /// <summary>The slot that a token means, whether or not its stream is still the same.</summary>
    internal static int IndexOf(long token) => (int)(uint)token;

    /// <summary>The stream that a token means, or -1 when it has ended since.</summary>
    internal int Find(long token)
    {
        var stream = IndexOf(token);
        ref var slot = ref slots[stream];
        return slot.Phase != StreamPhase.Free && slot.Token(stream) == token ? stream : -1;
    }
}

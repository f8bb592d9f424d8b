namespace StreamBench.FakeAgent.Journals;

/// <summary>
/// The entries of a journal, oldest first. Grows at one end and shrinks at the other without moving what lies between. Not thread-safe.
/// </summary>
internal sealed class JournalEntries
{
    private const int ChunkLength = 64;

    private readonly List<JournalEntry[]> chunks = [];
    private int start; // of the oldest entry in the first chunk

    internal int Count { get; private set; }

    /// <summary>The entry at <paramref name="index"/>, from 0.</summary>
    internal ref readonly JournalEntry this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            return ref chunks[(start + index) / ChunkLength][(start + index) % ChunkLength];
        }
    }

    internal void Add(in JournalEntry entry)
    {
        var place = start + Count;
        if (place == chunks.Count * ChunkLength)
        {
            chunks.Add(new JournalEntry[ChunkLength]);
        }

        chunks[place / ChunkLength][place % ChunkLength] = entry;
        Count++;
    }

    /// <summary>Forgets the oldest <paramref name="count"/>; chunks that are empty then are let go.</summary>
    internal void RemoveFirst(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        start += count;
        Count -= count;
        chunks.RemoveRange(0, start / ChunkLength);
        start %= ChunkLength;
    }
}

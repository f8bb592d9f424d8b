namespace StreamBench.FaultProxy.Links;

/// <summary>
/// Some bytes on their way through a chain. The bytes belong to the chunk for good: a stage may keep, split or reorder them as it
/// likes, and nobody writes to them again.
/// </summary>
/// <param name="Bytes">What was read, at most <see cref="Link.ChunkSize"/> bytes.</param>
/// <param name="ReceivedAt">When, as a timestamp of the proxy's <see cref="TimeProvider"/>; a delaying stage moves it forward.</param>
internal readonly record struct Chunk(ReadOnlyMemory<byte> Bytes, long ReceivedAt)
{
    public int Length => Bytes.Length;

    public Chunk Slice(int start, int length) => this with { Bytes = Bytes.Slice(start, length) };

    public Chunk Slice(int start) => this with { Bytes = Bytes[start..] };
}

namespace StreamBench.FakeAgent.Journals;

/// <summary>
/// Keeps many small runs of bytes in few arrays: a collector that meets a million events then has one object less for each to
/// mark and to move. An array lives as long as any run in it.
/// </summary>
internal sealed class ByteArena
{
    private const int FirstChunk = 512;
    private const int LargestChunk = 16 * 1024;

    private byte[] chunk = [];
    private int used;

    /// <summary>A copy of <paramref name="bytes"/> that nothing changes.</summary>
    internal ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LargestChunk / 4)
        {
            return bytes.ToArray();
        }

        if (bytes.Length > chunk.Length - used)
        {
            chunk = new byte[Math.Max(bytes.Length, Math.Clamp(chunk.Length * 2, FirstChunk, LargestChunk))];
            used = 0;
        }

        bytes.CopyTo(chunk.AsSpan(used));
        var kept = chunk.AsMemory(used, bytes.Length);
        used += bytes.Length;
        return kept;
    }
}

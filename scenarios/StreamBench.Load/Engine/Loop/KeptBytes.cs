using StreamBench.Load.Engine.Streams;

namespace StreamBench.Load.Engine.Loop;

/// <summary>
/// Where a read goes: into one buffer for all streams, behind the few bytes that the stream had left over, so that a scan
/// sees every event in one piece. A stream with much left over reads into its own array instead of copying it each time.
/// </summary>
internal sealed class KeptBytes(BufferPool pool, int receiveBytes)
{
    /// <summary>Copying this much costs less than a tenth of a read.</summary>
    private const int Headroom = 16 * 1024;

    private readonly byte[] shared = GC.AllocateUninitializedArray<byte>(Headroom + receiveBytes, pinned: true);

    /// <summary>The buffer for the next read; its first <c>slot.KeptLength</c> bytes are the ones left over.</summary>
    internal Span<byte> Window(ref StreamSlot slot)
    {
        if (slot.KeptLength > Headroom)
        {
            if (slot.Kept!.Length < 2 * slot.KeptLength)
            {
                Move(ref slot, slot.Kept.AsSpan(0, slot.KeptLength), 4 * slot.KeptLength);
            }

            return slot.Kept;
        }

        slot.Kept.AsSpan(0, slot.KeptLength).CopyTo(shared);
        return shared;
    }

    /// <summary>Keeps <paramref name="rest"/>, which lies in the window, for the next read.</summary>
    internal void Keep(ref StreamSlot slot, ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            Release(ref slot);
            return;
        }

        var wanted = Math.Max(rest.Length, BufferPool.Smallest);
        if (slot.Kept is { } present && present.Length >= wanted && present.Length / 8 <= wanted)
        {
            rest.CopyTo(present);
            slot.KeptLength = rest.Length;
            return;
        }

        Move(ref slot, rest, rest.Length);
    }

    internal void Release(ref StreamSlot slot)
    {
        if (slot.Kept is { } array)
        {
            pool.Return(array);
            slot.Kept = null;
        }

        slot.KeptLength = 0;
    }

    private void Move(ref StreamSlot slot, ReadOnlySpan<byte> bytes, int capacity)
    {
        var array = pool.Rent(capacity);
        bytes.CopyTo(array);
        Release(ref slot);
        slot.Kept = array;
        slot.KeptLength = bytes.Length;
    }
}

using System.Runtime.InteropServices;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Engine.Timing;

/// <summary>
/// Starts on their way from the pacing thread to a loop: one writer, one reader, no lock. A start may be written before it
/// is due; the loop waits for it by its own precise timer, so that a pacing thread that wakes late makes nothing late.
/// </summary>
internal sealed class StartRing : IStartSource
{
    private readonly Arrival[] starts;
    private PaddedCount written;
    private PaddedCount taken;

    /// <summary>Makes an empty ring.</summary>
    /// <param name="capacity">A power of two; a full ring refuses, and the writer counts what it could not hand over.</param>
    internal StartRing(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(System.Numerics.BitOperations.IsPow2(capacity), true);
        starts = new Arrival[capacity];
    }

    public long NextDue =>
        taken.Value < Volatile.Read(ref written.Value)
            ? starts[taken.Value & (starts.Length - 1)].IntendedAt
            : long.MaxValue;

    /// <summary>Adds a start, in the order of intended times; false when the ring is full.</summary>
    internal bool TryWrite(in Arrival start)
    {
        var at = written.Value;
        if (at - Volatile.Read(ref taken.Value) == starts.Length)
        {
            return false;
        }

        starts[at & (starts.Length - 1)] = start;
        Volatile.Write(ref written.Value, at + 1);
        return true;
    }

    public bool TryTake(long now, out Arrival start)
    {
        start = default;
        if (NextDue > now)
        {
            return false;
        }

        start = starts[taken.Value & (starts.Length - 1)];
        Volatile.Write(ref taken.Value, taken.Value + 1);
        return true;
    }

    public void OnEnded(long now)
    {
        // An open model starts by the clock alone.
    }

    /// <summary>A count on a cache line of its own: writer and reader do not disturb each other.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct PaddedCount
    {
        [FieldOffset(64)]
        internal long Value;
    }
}

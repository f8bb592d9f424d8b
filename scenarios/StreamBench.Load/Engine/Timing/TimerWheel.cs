using System.Numerics;

namespace StreamBench.Load.Engine.Timing;

/// <summary>
/// One timer a stream, thousands of streams: a hashed wheel of 1 ms slots, its lists threaded through arrays. Arming and
/// cancelling cost a few writes and never allocate. A timer fires in the first whole millisecond at or after its due time.
/// Not thread-safe; time comes by parameter, in nanoseconds.
/// </summary>
internal sealed class TimerWheel
{
    internal const long SlotNanoseconds = 1_000_000;

    private const int Slots = 8192;
    private const int None = -1;
    private const long Never = long.MaxValue;

    private readonly int[] heads = new int[Slots];
    private readonly ulong[] occupied = new ulong[Slots / 64];
    private readonly Entry[] entries;
    private long tick;

    // No timer is due before, so that a look at the time is all that most turns of a loop cost.
    private long look = Never;

    internal TimerWheel(int capacity, long now)
    {
        entries = new Entry[capacity];
        Array.Fill(heads, None);
        Array.Fill(entries, new Entry { Slot = None });
        tick = now / SlotNanoseconds;
    }

    /// <summary>How many timers are armed.</summary>
    internal int Count { get; private set; }

    /// <summary>Arms the timer of <paramref name="stream"/>, or moves it.</summary>
    internal void Arm(int stream, long due)
    {
        Cancel(stream);
        var dueTick = Math.Max((due + SlotNanoseconds - 1) / SlotNanoseconds, tick + 1);
        var slot = (int)(dueTick % Slots);
        ref var entry = ref entries[stream];
        entry = new Entry
        {
            DueTick = dueTick,
            Slot = slot,
            Next = heads[slot],
            Previous = None,
        };
        if (entry.Next != None)
        {
            entries[entry.Next].Previous = stream;
        }

        heads[slot] = stream;
        occupied[slot / 64] |= 1UL << (slot % 64);
        look = Math.Min(look, tick + 1 + ((dueTick - tick - 1) % Slots));
        Count++;
    }

    /// <summary>Disarms the timer of <paramref name="stream"/>, if it is armed.</summary>
    internal void Cancel(int stream)
    {
        ref var entry = ref entries[stream];
        if (entry.Slot == None)
        {
            return;
        }

        if (entry.Previous == None)
        {
            heads[entry.Slot] = entry.Next;
        }
        else
        {
            entries[entry.Previous].Next = entry.Next;
        }

        if (entry.Next != None)
        {
            entries[entry.Next].Previous = entry.Previous;
        }

        if (heads[entry.Slot] == None)
        {
            occupied[entry.Slot / 64] &= ~(1UL << (entry.Slot % 64));
        }

        entry.Slot = None;
        Count--;
    }

    /// <summary>
    /// Takes one timer that is due at <paramref name="now"/> and disarms it; -1 when there is none. Call until then.
    /// </summary>
    internal int TakeDue(long now)
    {
        var nowTick = now / SlotNanoseconds;
        if (nowTick < look)
        {
            tick = Math.Max(tick, nowTick);
            return None;
        }

        // After a long wait one turn of the wheel shows every timer.
        tick = Math.Max(tick, nowTick - Slots);
        while (tick <= nowTick)
        {
            for (var stream = heads[(int)(tick % Slots)]; stream != None; stream = entries[stream].Next)
            {
                if (entries[stream].DueTick <= nowTick)
                {
                    Cancel(stream);
                    return stream;
                }
            }

            if (tick == nowTick)
            {
                break;
            }

            tick++;
        }

        look = NextOccupied();
        return None;
    }

    /// <summary>
    /// When to look again: no timer is due before. <see cref="long.MaxValue"/> when none is armed. May be early, because a
    /// timer that is more than a turn of the wheel away shows in its slot on every turn.
    /// </summary>
    internal long NextLook() => look == Never ? long.MaxValue : look * SlotNanoseconds;

    // After the present slot, and at last the present one a turn later.
    private long NextOccupied()
    {
        if (Count == 0)
        {
            return Never;
        }

        var first = (int)((tick + 1) % Slots);
        var word = first / 64;
        var bits = occupied[word] & (ulong.MaxValue << (first % 64));
        while (bits == 0)
        {
            word = (word + 1) % occupied.Length;
            bits = occupied[word];
        }

        var next = (word * 64) + BitOperations.TrailingZeroCount(bits);
        return tick + 1 + ((next - first + Slots) % Slots);
    }

    private struct Entry
    {
        internal long DueTick;
        internal int Slot;
        internal int Next;
        internal int Previous;
    }
}

namespace StreamBench.Load.Recording;

/// <summary>
/// Where engine threads leave what they counted and the reporter takes it: full sets one way, empty ones back. A set is
/// touched by one side at a time, so that counting itself needs no lock. Thread-safe.
/// </summary>
/// <remarks>
/// A thread that cuts late adds to the next interval; no count is lost and none counts twice. At most <see cref="MostWaiting"/>
/// full sets wait: while the reporter is away for longer, a thread adds its counts to the oldest.
/// </remarks>
public sealed class TallyExchange(int scenarios)
{
    /// <summary>Full sets that may wait: 64 threads for four seconds.</summary>
    public const int MostWaiting = 256;

    private readonly Lock gate = new();
    private readonly Queue<TallySet> full = new();
    private readonly Stack<TallySet> empty = new();

    /// <summary>Takes a full set and gives an empty one.</summary>
    public TallySet Swap(TallySet filled)
    {
        ArgumentNullException.ThrowIfNull(filled);
        lock (gate)
        {
            if (full.Count == MostWaiting)
            {
                full.Peek().Add(filled);
                filled.Clear();
                return filled;
            }

            full.Enqueue(filled);
            return empty.TryPop(out var spare) ? spare : new TallySet(scenarios);
        }
    }

    /// <summary>Adds all that was left here to <paramref name="target"/>; false when nothing was.</summary>
    public bool MergeInto(TallySet target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var any = false;
        while (TryTake() is { } set)
        {
            any = true;
            target.Add(set);
            set.Clear();
            Return(set);
        }

        return any;
    }

    private TallySet? TryTake()
    {
        lock (gate)
        {
            return full.TryDequeue(out var set) ? set : null;
        }
    }

    private void Return(TallySet set)
    {
        lock (gate)
        {
            empty.Push(set);
        }
    }
}

using System.Collections.Concurrent;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>Events of other conversations on their way into this one's streams: a planted fault. Bounded. Thread-safe.</summary>
internal sealed class Intruders
{
    /// <summary>Most that wait for a reader; a further one is left out.</summary>
    private const int Capacity = 64;

    private readonly ConcurrentQueue<Outgoing> waiting = new();

    /// <summary>False when too many wait already.</summary>
    internal bool TryAdd(in Outgoing stranger)
    {
        if (waiting.Count >= Capacity)
        {
            return false;
        }

        waiting.Enqueue(stranger);
        return true;
    }

    /// <summary>Lets the first stream that has time for them have them.</summary>
    internal void Take(List<Outgoing> into)
    {
        while (waiting.TryDequeue(out var stranger))
        {
            into.Add(stranger);
        }
    }
}

using System.Collections.Concurrent;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>Control frames that go between the events of one connection. Bounded. Thread-safe.</summary>
internal sealed class NoticeQueue
{
    /// <summary>Most frames that wait for a client to read them.</summary>
    internal const int Capacity = 64;

    private readonly ConcurrentQueue<Outgoing> frames = new();

    /// <summary>False when the queue is full: the client asks without reading the answers.</summary>
    internal bool TryAdd(in Outgoing frame)
    {
        if (frames.Count >= Capacity)
        {
            return false;
        }

        frames.Enqueue(frame);
        return true;
    }

    internal bool TryTake(out Outgoing frame) => frames.TryDequeue(out frame);
}

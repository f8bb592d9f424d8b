using System.Collections.Concurrent;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>Control frames that go between the events of one connection. Bounded. Thread-safe.</summary>
internal sealed class NoticeQueue
{
    /// <summary>Most frames that wait for a client to read them.</summary>
    internal const int Capacity = 64;

    private readonly ConcurrentQueue<Outgoing> frames = new();
    private int expected;

    /// <summary>True while a request is being done whose answer will come: the connection must not end before it.</summary>
    internal bool IsExpected => Volatile.Read(ref expected) > 0;

    /// <summary>A request begins to be done; <see cref="Settle"/> once its answer is in the queue.</summary>
    internal void Expect() => Interlocked.Increment(ref expected);

    internal void Settle() => Interlocked.Decrement(ref expected);

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

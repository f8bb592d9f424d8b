using System.Diagnostics.CodeAnalysis;

namespace StreamBench.FakeAgent.Conversations;

/// <summary>A dictionary that forgets its oldest entry when it is full. Not thread-safe.</summary>
internal sealed class RecentMap<TValue>(int capacity)
{
    private readonly Dictionary<string, TValue> values = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    internal bool TryGet(string key, [MaybeNullWhen(false)] out TValue value) => values.TryGetValue(key, out value);

    internal void Add(string key, TValue value)
    {
        if (!values.TryAdd(key, value))
        {
            values[key] = value;
            return;
        }

        order.Enqueue(key);
        if (order.Count > capacity)
        {
            values.Remove(order.Dequeue());
        }
    }
}

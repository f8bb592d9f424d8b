using StreamBench.Conformance.Clients.Wire;

namespace StreamBench.Conformance.Clients.Http;

/// <summary>Puts the numbered messages of one run back into their order. Bounded. Thread-safe.</summary>
internal sealed class MessageOrder
{
    private const int MaxAhead = 256;

    private readonly Lock gate = new();
    private readonly SortedDictionary<int, ClientMessage> early = [];
    private int next = 1;

    /// <summary>The number that later messages wait for; null when none waits.</summary>
    internal int? Missing
    {
        get
        {
            lock (gate)
            {
                return early.Count > 0 ? next : null;
            }
        }
    }

    /// <summary>Takes a message, and those after it that waited for it.</summary>
    /// <param name="n">Its number; one that was taken before is passed over.</param>
    /// <param name="message">The message.</param>
    /// <param name="take">Called for one message after the other.</param>
    /// <returns>Null, or what is wrong.</returns>
    internal string? Take(int n, ClientMessage message, Func<ClientMessage, string?> take)
    {
        lock (gate)
        {
            if (n >= next)
            {
                early.TryAdd(n, message);
            }

            while (early.Remove(next, out var due))
            {
                next++;
                if (take(due) is { } blame)
                {
                    return blame;
                }
            }

            return early.Count > MaxAhead ? $"more than {MaxAhead} messages wait for message {next}" : null;
        }
    }
}

using System.Collections.Concurrent;
using StreamBench.Dialects;
using StreamBench.FakeAgent.Journals;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>The views of one conversation, one a dialect that somebody reads it in.</summary>
internal sealed class DialectViews(Journal journal)
{
    /// <summary>Most clients whose place is remembered; the place of one more is not, and polls of it are refused.</summary>
    internal const int MaxClients = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, long> written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> retold = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, DialectView>? views; // most conversations need none

    internal DialectView Of(Dialect dialect)
    {
        lock (gate)
        {
            views ??= new ConcurrentDictionary<string, DialectView>(StringComparer.Ordinal);
        }

        return views.GetOrAdd(dialect.Name, _ => new DialectView(dialect, journal));
    }

    /// <summary>The last event that was written to a client, or null when it is not remembered.</summary>
    internal long? Written(string? client)
    {
        lock (gate)
        {
            return client is not null && written.TryGetValue(client, out var seq) ? seq : null;
        }
    }

    /// <summary>Makes room for a client that depends on being remembered; false when there is none.</summary>
    internal bool TryRemember(string client)
    {
        lock (gate)
        {
            return written.ContainsKey(client) || (written.Count < MaxClients && written.TryAdd(client, 0));
        }
    }

    internal void NoteWritten(string client, long seq)
    {
        lock (gate)
        {
            if (written.Count < MaxClients || written.ContainsKey(client))
            {
                written[client] = seq;
            }
        }
    }

    /// <summary>The last event that had been written to a client when it was said its run again; null when it never was.</summary>
    internal long? Retold(string client)
    {
        lock (gate)
        {
            return retold.TryGetValue(client, out var seq) ? seq : null;
        }
    }

    internal void NoteRetold(string client, long seq)
    {
        lock (gate)
        {
            if (written.ContainsKey(client))
            {
                retold[client] = seq;
            }
        }
    }
}

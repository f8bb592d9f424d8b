using System.Collections.Concurrent;
using StreamBench.Dialects;
using StreamBench.FakeAgent.Journals;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>The views of one conversation, one a dialect that somebody reads it in.</summary>
internal sealed class DialectViews(Journal journal)
{
    private readonly Lock gate = new();
    private ConcurrentDictionary<string, DialectView>? views; // most conversations need none

    internal DialectView Of(Dialect dialect)
    {
        lock (gate)
        {
            views ??= new ConcurrentDictionary<string, DialectView>(StringComparer.Ordinal);
        }

        return views.GetOrAdd(dialect.Name, _ => new DialectView(dialect, journal));
    }
}

using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;

namespace StreamBench.FakeAgent.Journals;

/// <summary>History as a store shows it that is written some events after the stream.</summary>
internal static class LaggingHistory
{
    /// <summary>
    /// State and cursor as they were <paramref name="lag"/> events ago, at most at the start of the present epoch. Where events
    /// before that have been evicted, history does not lag, since nobody knows the state any more.
    /// </summary>
    internal static JournalSummary Read(Journal journal, int lag)
    {
        var now = journal.Read();
        var events = journal.Events().Where(e => e.Epoch == now.Epoch && e.Seq <= now.Seq).ToList();
        if (lag == 0 || events is not [{ Seq: 1 }, ..])
        {
            return now;
        }

        // An epoch that began with a snapshot has no state before it.
        var first = events[0] is Snapshot ? 1 : 0;
        var seq = Math.Max(first, now.Seq - lag);
        var reducer = new Reducer();
        foreach (var happening in events.Take((int)seq))
        {
            reducer.Apply(happening);
        }

        return new JournalSummary(
            reducer.ToStateJson(),
            journal.CursorText(new Cursor(now.Epoch, seq)),
            JournalFold.DigestOf(reducer),
            now.Epoch,
            seq
        );
    }
}

using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;

namespace StreamBench.FakeAgent.Journals;

/// <summary>The state that the journal adds up to. Lazy: events are folded only when someone asks, or before they are evicted.</summary>
internal sealed class JournalFold
{
    private readonly Reducer reducer = new();
    private int epoch;
    private long seq;

    internal void Apply(JournalEntry entry)
    {
        if (entry.Event.Epoch == epoch && entry.Seq <= seq)
        {
            return;
        }

        reducer.Apply(entry.Event);
        epoch = entry.Event.Epoch;
        seq = entry.Seq;
    }

    internal string Digest() => reducer.Digest();

    /// <summary>A snapshot of everything folded so far, with the seq that <paramref name="seq"/> says.</summary>
    internal Snapshot ToSnapshot(int epoch, long seq) =>
        new()
        {
            Seq = seq,
            Epoch = epoch,
            State = reducer.ToStateJson(),
            Digest = reducer.Digest(),
        };
}

using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;

namespace StreamBench.FakeAgent.Journals;

/// <summary>The state that the journal adds up to. Lazy: events are folded only when someone asks, or before they are evicted.</summary>
internal sealed class JournalFold
{
    private readonly Reducer reducer = new();
    private int epoch;
    private long seq;

    internal void Apply(in JournalEntry entry)
    {
        if (entry.Stamp.Epoch == epoch && entry.Seq <= seq)
        {
            return;
        }

        reducer.Apply(entry.Event);
        epoch = entry.Stamp.Epoch;
        seq = entry.Seq;
    }

    /// <summary>
    /// A snapshot of everything folded so far, with the seq that <paramref name="seq"/> says; null in the moment in which a
    /// text ends in half a surrogate pair, since such a state has no canonical form.
    /// </summary>
    internal Snapshot? ToSnapshot(int epoch, long seq) =>
        Digest() is { } digest
            ? new Snapshot
            {
                Seq = seq,
                Epoch = epoch,
                State = reducer.ToStateJson(),
                Digest = digest,
            }
            : null;

    internal JsonElement ToStateJson() => reducer.ToStateJson();

    internal int JournalLines => reducer.State.JournalLength;

    internal string? Digest() => DigestOf(reducer);

    /// <summary>Applies what no journal holds: the state of the next epoch is to have it.</summary>
    internal void Apply(IEnumerable<StreamEvent> unseen)
    {
        foreach (var happening in unseen)
        {
            reducer.Apply(happening with { Seq = ++seq, Epoch = epoch });
        }
    }

    internal static string? DigestOf(Reducer reducer)
    {
        try
        {
            return reducer.Digest();
        }
        catch (FormatException)
        {
            return null; // The reducer says so of half a surrogate pair, which the next delta completes.
        }
    }
}

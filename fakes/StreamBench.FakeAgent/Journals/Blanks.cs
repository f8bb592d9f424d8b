using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Journals;

/// <summary>What a script leaves to the journal, since only the journal knows it: digests, states, numbers of lines.</summary>
internal static class Blanks
{
    internal static bool Has(StreamEvent happening) =>
        happening is Snapshot { Digest: "" } or Checkpoint { Digest: "" } or JournalLine { N: 0 };

    /// <summary>Fills them from the fold of everything before.</summary>
    internal static StreamEvent Fill(StreamEvent happening, JournalFold fold) =>
        happening switch
        {
            Snapshot blank => blank with { State = fold.ToStateJson(), Digest = fold.Digest() ?? "" },
            Checkpoint blank => blank with { Digest = fold.Digest() ?? "" },
            JournalLine blank => blank with { N = fold.JournalLines + 1 },
            _ => happening,
        };
}

using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>
/// Makes journal entries of a script's events: gives each its seq and fills the blanks (journal lines' numbers, digests of
/// checkpoints, state of snapshots). The one place where seqs are given, for the server's journal and for expected journals.
/// </summary>
/// <param name="epoch">The journal's generation, from 1.</param>
public sealed class EventStamper(int epoch = 1)
{
    /// <summary>Seq of the newest entry; 0 before the first.</summary>
    public long LastSeq { get; private set; }

    /// <summary>The journal entry for <paramref name="template"/>, the next in line.</summary>
    /// <param name="template">An event without seq.</param>
    /// <param name="at">Server time in Unix milliseconds, or null for none.</param>
    public StreamEvent Stamp(StreamEvent template, long? at = null) =>
        template with
        {
            Seq = ++LastSeq,
            Epoch = epoch,
            At = at,
        };
}

using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>
/// Makes journal entries of a script's events: gives each its seq and fills the blanks (journal lines' numbers, digests of
/// checkpoints, state of snapshots). The one place where seqs are given, for the server's journal and for expected journals.
/// Not safe for several threads at once.
/// </summary>
/// <param name="epoch">The journal's generation, from 1.</param>
public sealed class EventStamper(int epoch = 1)
{
    private readonly Reducer reducer = new();
    private int journalLines;

    /// <summary>Seq of the newest entry; 0 before the first.</summary>
    public long LastSeq { get; private set; }

    /// <summary>The fold of all entries: its state and digest are those of the conversation. To be read, not to be applied to.</summary>
    public Reducer Reducer => reducer;

    /// <summary>The journal entry for <paramref name="template"/>, the next in line.</summary>
    /// <param name="template">An event without seq.</param>
    /// <param name="at">Server time in Unix milliseconds, or null for none.</param>
    public StreamEvent Stamp(StreamEvent template, long? at = null)
    {
        var entry = Filled(template) with { Seq = ++LastSeq, Epoch = epoch, At = at };
        reducer.Apply(entry);
        return entry;
    }

    private StreamEvent Filled(StreamEvent template) =>
        template switch
        {
            ToolResult { Result.ValueKind: JsonValueKind.Undefined } card when IsJournalCard(card) => card with
            {
                Result = JsonSerializer.SerializeToElement(JournalCard.Markdown(reducer.State.Journal)),
            },
            JournalLine { N: 0 } line => line with { N = ++journalLines },
            Checkpoint { Digest: "" } checkpoint => checkpoint with { Digest = reducer.Digest() },
            Snapshot { Digest: "" } snapshot => snapshot with
            {
                State = reducer.ToStateJson(),
                Digest = reducer.Digest(),
            },
            _ => template,
        };

    private bool IsJournalCard(ToolResult result) =>
        result.Item is { } id && reducer.State.Items.TryGetValue(id, out var tool) && tool.Name == JournalCard.Tool;
}

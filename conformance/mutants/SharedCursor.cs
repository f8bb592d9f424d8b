using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>
/// A planted bug: the cursor is kept where all windows of a browser find it, so a window that comes back, or is new, asks from where
/// another one is.
/// </summary>
public sealed class SharedCursor(string conversation, IResumePolicy right) : IResumePolicy
{
    private static readonly ConcurrentDictionary<string, Mark> Storage = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Advanced() => right.Advanced();

    /// <inheritdoc/>
    public ResumeDecision Decide(Interruption interruption)
    {
        var decision = right.Decide(interruption);
        return decision.Step == ResumeStep.Connect && Storage.TryGetValue(conversation, out var mark)
            ? decision with
            {
                Cursor = mark.Cursor,
            }
            : decision;
    }

    /// <summary>Notes how far some window is.</summary>
    internal static void Note(string conversation, int epoch, long seq) =>
        Storage.AddOrUpdate(
            conversation,
            _ => new Mark(seq, $"{epoch}:{seq}"),
            (_, before) => seq > before.Seq ? new Mark(seq, $"{epoch}:{seq}") : before
        );

    private sealed record Mark(long Seq, string Cursor);
}

/// <summary>The client with <see cref="SharedCursor"/> in it.</summary>
public sealed class SharedCursorMutant : IMutant
{
    /// <inheritdoc/>
    public string Name => "shared-cursor";

    /// <inheritdoc/>
    public string Bug => "comes back at the place of another window";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FAN-003"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new SharedCursor(right.Conversation, right.Policy),
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    SharedCursor.Note(right.Conversation, happening.Epoch, happening.Seq);
                    return happening;
                }
            ),
        };
}

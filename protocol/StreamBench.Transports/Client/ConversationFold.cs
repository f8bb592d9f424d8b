using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.Transports.Client;

/// <summary>
/// The state and the one cursor that belongs to it: that of the last event applied <em>in sequence</em>. Never that of an
/// event which waits for an earlier one, was half received, or is a control frame.
/// </summary>
internal sealed class ConversationFold
{
    private readonly SortedDictionary<long, string> waiting = [];

    internal Reducer Reducer { get; } = new();

    internal ConversationState State => Reducer.State;

    /// <summary>Where to resume, or null before the first event.</summary>
    internal string? Cursor { get; private set; }

    internal bool IsTurnOpen => !State.InputEnabled;

    internal Outcomes Apply(StreamEvent happening, string? cursor)
    {
        var before = State.LastSeq;
        var outcomes = Reducer.Apply(happening);
        if (cursor is null)
        {
            // The server gave this event no resume point; the one before it stays good.
        }
        else if (State.LastSeq != before || (happening is Snapshot && outcomes.Own.IsApplied))
        {
            Cursor = cursor;
        }
        else if (outcomes.Own.Kind == OutcomeKind.Buffered)
        {
            waiting[happening.Seq] = cursor;
        }

        ReleaseCursors();
        return outcomes;
    }

    /// <summary>
    /// Takes a resume point that came without an event (SSE priming), unless it would jump over a hole. An empty one takes back the one
    /// before.
    /// </summary>
    internal void Prime(string cursor)
    {
        if (Reducer.PendingCount == 0)
        {
            Cursor = cursor.Length > 0 ? cursor : null;
        }
    }

    /// <summary>
    /// Takes what <c>GET …/{c}</c> answered (<c>state, cursor, digest, seq, epoch</c>) as a snapshot. Answers where to stream from
    /// next (a history that lags changes nothing, its overlap will be ignored), or null when the answer is of no use.
    /// </summary>
    internal string? Adopt(ChatReply history)
    {
        if (
            !history.IsSuccess
            || history.Text("digest") is not { } digest
            || history.Text("cursor") is not { } cursor
            || !history.Body.TryGetProperty("state", out var state)
            || Number(history.Body, "seq") is not { } seq
        )
        {
            return null;
        }

        var epoch = (int)(Number(history.Body, "epoch") ?? 0);
        if (seq <= State.LastSeq && epoch <= State.Epoch && !State.NeedResync)
        {
            return cursor;
        }

        Reducer.ExpectSnapshot();
        var snapshot = new Snapshot
        {
            Seq = seq,
            Epoch = epoch,
            State = state,
            Digest = digest,
        };
        return Apply(snapshot, cursor).Own.IsApplied ? cursor : null;
    }

    /// <summary>Closes every open turn as timed out; a real <c>turn.close</c> replaces that later.</summary>
    internal IReadOnlyList<StreamEvent> TimeOutTurns() =>
        [
            .. State
                .Turns.Where(turn => turn.Status == TurnStatus.Open)
                .Select(turn => new TurnClose
                {
                    Turn = turn.Id,
                    Status = TurnStatus.TimedOut,
                    Synthesised = true,
                }),
        ];

    internal string? Digest()
    {
        try
        {
            return Reducer.Digest();
        }
        catch (FormatException)
        {
            return null; // half a surrogate pair at the end of a text: there is no canonical form yet
        }
    }

    private void ReleaseCursors()
    {
        while (waiting.Count > 0 && waiting.First() is var (seq, cursor) && seq <= State.LastSeq)
        {
            Cursor = cursor;
            waiting.Remove(seq);
        }

        if (Reducer.PendingCount == 0)
        {
            waiting.Clear();
        }
    }

    private static long? Number(JsonElement body, string member) =>
        body.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var number)
            ? number
            : null;
}

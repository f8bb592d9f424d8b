using System.Text.Json;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Reduction;

/// <summary>
/// Folds events into the state of a conversation. Deterministic: no I/O, no clock, no chance. Total: any event has an
/// outcome, none throws. Not thread-safe; one per conversation and side.
/// </summary>
/// <remarks>
/// Source: StreamBench protocol §3; the numbers in comments are its rules. <see cref="State"/> is changed in place, at the latest when it is
/// read, and replaced by a snapshot, so read it anew after <see cref="Apply(StreamEvent)"/>.
/// </remarks>
public sealed class Reducer
{
    /// <summary>Most events held while an earlier one is missing (rule 6).</summary>
    public const int MaxPending = 256;

    /// <summary>Most stream errors remembered; the oldest goes first.</summary>
    public const int MaxErrors = 64;

    private readonly RecentFingerprints recent = new();
    private readonly SharedTexts? texts;
    private ConversationState state;
    private OngoingText ongoing;

    // Made when they are needed: most streams have neither gaps nor errors.
    private SortedDictionary<long, StreamEvent>? pending;
    private List<StreamError>? errors;

    /// <summary>A reducer for a conversation that nothing is known of yet.</summary>
    /// <param name="texts">Where texts are kept once for all reducers that have it; null keeps them apart.</param>
    public Reducer(SharedTexts? texts = null)
    {
        this.texts = texts;
        state = new ConversationState { Texts = texts };
    }

    /// <summary>The conversation as folded so far.</summary>
    public ConversationState State
    {
        get
        {
            ongoing.Tell(state, recent);
            return state;
        }
    }

    /// <summary>Number of events that wait for an earlier one, 0 to <see cref="MaxPending"/>.</summary>
    public int PendingCount => pending?.Count ?? 0;

    /// <summary>The first missing seqs while events wait for them, or null.</summary>
    public (long From, long To)? Missing =>
        pending is { Count: > 0 } ? (State.LastSeq + 1, pending.First().Key - 1) : null;

    /// <summary>The <c>error</c> events met, oldest first, at most <see cref="MaxErrors"/>. They never enter state.</summary>
    public IReadOnlyList<StreamError> Errors => errors ?? [];

    /// <summary>The digest of <see cref="State"/>.</summary>
    /// <exception cref="FormatException">A text holds half a surrogate pair: the state has no canonical form yet.</exception>
    public string Digest() => StateDigest.Compute(State);

    /// <summary>The state in the JSON form of snapshots and history (protocol §2).</summary>
    public JsonElement ToStateJson() => StateJson.Write(State);

    /// <summary>
    /// Tells the reducer that the server will answer with a snapshot in place of the missing events (a resume past the
    /// retained window), so that the snapshot counts as the repair it is and not as proof of divergence.
    /// </summary>
    public void ExpectSnapshot() => State.NeedResync = true;

    /// <summary>Applies one event and whatever buffered events it releases.</summary>
    public Outcomes Apply(StreamEvent happening)
    {
        ArgumentNullException.ThrowIfNull(happening);
        EndText();
        if (happening.Synthesised)
        {
            return One(TurnRules.ApplySynthesised(State, happening), happening); // rule 2
        }

        if (CheckEpoch(happening) is { } epoch)
        {
            return One(epoch, happening);
        }

        if (happening is Snapshot snapshot)
        {
            return ApplySnapshot(snapshot);
        }

        if (happening.Seq <= State.LastSeq)
        {
            return One(recent.Compare(happening), happening); // rule 5
        }

        if (happening.Seq > State.LastSeq + 1)
        {
            return One(Hold(happening), happening); // rule 6
        }

        return Drain(new Outcome(OutcomeKind.Applied, happening.Seq), Consume(happening));
    }

    /// <summary>Applies a piece of text as <see cref="Apply(StreamEvent)"/> applies its event; in sequence, without making one.</summary>
    public Outcomes Apply(in TextDelta delta)
    {
        if (texts is { IsWorthwhile: true } && ongoing.GoesOn(delta))
        {
            ongoing.Add(delta, texts);
            return new Outcomes(new Outcome(OutcomeKind.Applied, delta.Seq));
        }

        EndText();
        var isCurrent = delta.Epoch == 0 || delta.Epoch == state.Epoch;
        if (!isCurrent || delta.Seq != state.LastSeq + 1 || pending is { Count: > 0 })
        {
            return Apply(delta.ToEvent());
        }

        state.LastSeq = delta.Seq;
        var verdict = ItemRules.Append(state, delta, out var item);
        if (recent.Remember(delta, item?.Body.Shared) is { } speaker)
        {
            ongoing.Begin(item!, speaker, delta.Seq);
        }

        state.NeedResync |= verdict.Kind == OutcomeKind.Diverged;
        return new Outcomes(new Outcome(verdict.Kind, delta.Seq, verdict.Reason));
    }

    private void EndText()
    {
        ongoing.Tell(state, recent);
        ongoing.End();
    }

    // Rule 3. A state without an epoch takes that of the first event that names one.
    private Verdict? CheckEpoch(StreamEvent happening)
    {
        if (happening.Epoch == 0 || happening.Epoch == State.Epoch)
        {
            return null;
        }

        if (State.Epoch == 0)
        {
            State.Epoch = happening.Epoch;
            return null;
        }

        if (happening.Epoch < State.Epoch)
        {
            return Verdict.Stale("epoch");
        }

        if (happening is Snapshot)
        {
            return null;
        }

        State.NeedResync = true;
        return new Verdict(OutcomeKind.Resync, "epoch");
    }

    // Rule 4.
    private Outcomes ApplySnapshot(Snapshot snapshot)
    {
        var newEpoch = snapshot.Epoch > State.Epoch;
        if (!newEpoch && snapshot.Seq <= State.LastSeq && (snapshot.Seq < State.LastSeq || !State.NeedResync))
        {
            var repeats = snapshot.Seq == State.LastSeq && recent.Holds(snapshot);
            return One(repeats ? new Verdict(OutcomeKind.Duplicate) : Verdict.Stale("snapshot"), snapshot);
        }

        if (!StateJson.TryRead(snapshot, out var restored) || StateDigest.TryCompute(restored) != snapshot.Digest)
        {
            State.NeedResync = true;
            return One(Verdict.Rejected("bad-snapshot"), snapshot);
        }

        var contiguous = !newEpoch && snapshot.Seq == State.LastSeq + 1 && !State.NeedResync;
        var verdict =
            contiguous && StateDigest.TryCompute(State) != snapshot.Digest
                ? Verdict.Diverged("healed")
                : Verdict.Applied;
        Restore(restored, snapshot, newEpoch);
        return Drain(new Outcome(OutcomeKind.Applied, snapshot.Seq), verdict);
    }

    private void Restore(ConversationState restored, Snapshot snapshot, bool newEpoch)
    {
        restored.Epoch = newEpoch ? snapshot.Epoch : State.Epoch;
        restored.LastSeq = snapshot.Seq;
        restored.Texts = texts;
        state = restored;
        if (newEpoch)
        {
            recent.Clear();
            pending?.Clear();
        }

        recent.Remember(snapshot);
        while (pending is { Count: > 0 } && pending.First().Key <= snapshot.Seq)
        {
            pending.Remove(pending.First().Key);
        }
    }

    private Verdict Hold(StreamEvent happening)
    {
        pending ??= [];
        if (pending.TryGetValue(happening.Seq, out var held))
        {
            return RecentFingerprints.Same(held, happening)
                ? new Verdict(OutcomeKind.Duplicate)
                : new Verdict(OutcomeKind.Conflict);
        }

        if (pending.Count == MaxPending)
        {
            State.NeedResync = true;
            return new Verdict(OutcomeKind.Resync, "too-many-pending");
        }

        pending.Add(happening.Seq, happening);
        var (from, to) = Missing!.Value;
        return new Verdict(OutcomeKind.Buffered, $"missing {from}..{to}");
    }

    // Rule 7.
    private Verdict Consume(StreamEvent happening)
    {
        recent.Remember(happening);
        State.LastSeq = happening.Seq;
        var verdict = EventRules.Apply(State, happening);
        if (verdict.Kind == OutcomeKind.Diverged)
        {
            State.NeedResync = true;
        }
        else if (happening is StreamError error)
        {
            Record(error);
        }

        return verdict;
    }

    private Outcomes Drain(Outcome own, Verdict verdict)
    {
        own = own with { Kind = verdict.Kind, Reason = verdict.Reason };
        List<Outcome>? released = null;
        while (pending is { Count: > 0 } && pending.Remove(State.LastSeq + 1, out var next))
        {
            var outcome = Consume(next);
            (released ??= []).Add(new Outcome(outcome.Kind, next.Seq, outcome.Reason));
        }

        return new Outcomes(own, released);
    }

    private void Record(StreamError error)
    {
        errors ??= [];
        if (errors.Count == MaxErrors)
        {
            errors.RemoveAt(0);
        }

        errors.Add(error);
    }

    private static Outcomes One(Verdict verdict, StreamEvent happening) =>
        new(new Outcome(verdict.Kind, happening.Seq, verdict.Reason));
}

using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Reduction;

/// <summary>Which turn an event speaks in, and whether that turn still listens (rule 8).</summary>
internal static class TurnScope
{
    /// <summary>The item that a turn-scoped event may change, or why it may not.</summary>
    internal static Verdict? Find(ConversationState state, StreamEvent happening, out ItemScope scope) =>
        Find(state, happening.Turn, happening.Item, out scope);

    /// <inheritdoc cref="Find(ConversationState, StreamEvent, out ItemScope)"/>
    internal static Verdict? Find(ConversationState state, string? turnId, string? itemId, out ItemScope scope)
    {
        scope = default;
        Turn? named = null;
        if (turnId is not null && FindTurn(state, turnId, out named) is { } refusal)
        {
            return refusal;
        }

        if (state.FindItem(itemId) is not { } item)
        {
            return Verdict.UnknownItem;
        }

        var turn = named ?? SpeakingTurn(state, item);
        if (turn is null)
        {
            return Verdict.Stale("closed-turn");
        }

        if (item.Turn != turn.Id && !Resumes(state, turn, item.Turn))
        {
            return Verdict.Rejected("wrong-turn");
        }

        scope = new ItemScope(item, resumed: item.Turn != turn.Id);
        return null;
    }

    /// <summary>The open turn that an event names, or why there is none.</summary>
    internal static Verdict? FindTurn(ConversationState state, string? id, out Turn turn)
    {
        turn = state.FindTurn(id)!;
        return turn is null ? Verdict.UnknownTurn
            : turn.AcceptsEvents ? null
            : Verdict.Stale("closed-turn");
    }

    // An event that names no turn speaks in its item's own, or in an open one that resumes it.
    private static Turn? SpeakingTurn(ConversationState state, Item item)
    {
        if (state.FindTurn(item.Turn) is { AcceptsEvents: true } own)
        {
            return own;
        }

        foreach (var turn in state.Turns)
        {
            if (turn.AcceptsEvents && Resumes(state, turn, item.Turn))
            {
                return turn;
            }
        }

        return null;
    }

    /// <summary>True when <paramref name="turn"/> resumes the turn with this id, or one that resumed it.</summary>
    internal static bool Resumes(ConversationState state, Turn turn, string earlier)
    {
        var resumed = turn.Resumes;
        for (var hops = 0; resumed is not null && hops < state.Turns.Count; hops++)
        {
            if (resumed == earlier)
            {
                return true;
            }

            resumed = state.FindTurn(resumed)?.Resumes;
        }

        return false;
    }
}

using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.Conformance.Running;

/// <summary>Computes the state that a client has to end in.</summary>
internal static class ExpectedState
{
    internal static ConversationState Of(
        Expectation expectation,
        ImmutableArray<StreamEvent> journal,
        ImmutableSortedDictionary<string, long> values
    ) =>
        expectation.From switch
        {
            ExpectedFrom.Empty => new ConversationState(),
            ExpectedFrom.Prefix => Fold(journal.Take((int)Template.Number(expectation.Through, values))),
            ExpectedFrom.TimedOut => TimedOut(journal),
            _ => Fold(journal),
        };

    /// <summary>The state after some events.</summary>
    internal static ConversationState Fold(IEnumerable<StreamEvent> events)
    {
        var reducer = new Reducer();
        foreach (var happening in events)
        {
            reducer.Apply(happening);
        }

        return reducer.State;
    }

    // What the server kept to itself, the client closes by itself.
    private static ConversationState TimedOut(ImmutableArray<StreamEvent> journal)
    {
        var reducer = new Reducer();
        foreach (var happening in journal.TakeWhile(happening => happening is not TurnClose))
        {
            reducer.Apply(happening);
        }

        foreach (var turn in reducer.State.Turns.Where(turn => turn.AcceptsEvents).ToList())
        {
            reducer.Apply(
                new TurnClose
                {
                    Turn = turn.Id,
                    Status = TurnStatus.TimedOut,
                    Synthesised = true,
                }
            );
        }

        return reducer.State;
    }
}

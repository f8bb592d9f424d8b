using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Conformance.Servers.Talking;

/// <summary>Which turns have opened and closed, as one reader knows it.</summary>
/// <param name="Open">Turns that are open.</param>
/// <param name="Closed">Turns that have closed.</param>
internal sealed record TurnTally(ImmutableHashSet<string> Open, ImmutableHashSet<string> Closed)
{
    internal static TurnTally Empty { get; } = new([], []);

    /// <summary>Whether so many turns have closed and none is open.</summary>
    internal bool IsOver(int turns) => Open.IsEmpty && Closed.Count >= turns;

    /// <summary>The tally after an event.</summary>
    internal TurnTally After(StreamEvent happening) =>
        happening switch
        {
            TurnOpen { Turn: { } turn } => this with { Open = Open.Add(turn) },
            TurnClose { Turn: { } turn } => new(Open.Remove(turn), Closed.Add(turn)),
            Snapshot snapshot => Of(snapshot),
            _ => this,
        };

    private static TurnTally Of(Snapshot snapshot)
    {
        var byOpen = snapshot
            .State.Items("turns")
            .ToLookup(turn => turn.Text("status") == TurnStatus.Open, turn => turn.Text("id") ?? "");
        return new([.. byOpen[true]], [.. byOpen[false]]);
    }
}

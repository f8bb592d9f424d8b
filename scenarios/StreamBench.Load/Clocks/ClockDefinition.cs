using System.Collections.Immutable;

namespace StreamBench.Load.Clocks;

/// <summary>The exact meaning of a clock.</summary>
/// <param name="Clock">Which.</param>
/// <param name="Name">Its word in thresholds, results and reports.</param>
/// <param name="From">When it starts.</param>
/// <param name="To">When it stops.</param>
/// <param name="Notes">What else a reader must know to compare it with another tool's number.</param>
public sealed record ClockDefinition(Clock Clock, string Name, string From, string To, string Notes)
{
    /// <summary>
    /// True when it runs from the start of a stream: then it has two columns, and a stream that never got there stays in its
    /// denominators as "never".
    /// </summary>
    public bool RunsFromStart => Clock <= Clock.Turn;

    /// <summary>What follows the name for each of its columns: nothing, and <c>.real</c> where there are two.</summary>
    internal ImmutableArray<string> Columns => RunsFromStart ? Both : One;

    private static readonly ImmutableArray<string> One = [""];
    private static readonly ImmutableArray<string> Both = ["", ".real"];
}

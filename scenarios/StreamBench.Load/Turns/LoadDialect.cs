using System.Collections.Immutable;
using StreamBench.Dialects;
using StreamBench.Load.Asking;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Turns;

/// <summary>A dialect that load can speak: how its streams ask, and what their events mean. Immutable.</summary>
internal sealed record LoadDialect
{
    /// <summary>Its name in plans.</summary>
    internal required string Name { get; init; }

    /// <summary>How its streams may come; the first where a plan names none.</summary>
    internal required ImmutableArray<string> Transports { get; init; }

    /// <summary>Makes its reader, one for each loop.</summary>
    internal required Func<LoadTarget, ITurnReader> Read { get; init; }

    /// <summary>Makes its requests.</summary>
    internal required Func<LoadTarget, ITurnRequests> Ask { get; init; }

    /// <summary>
    /// The dialect of the harness that it is: its streams add up to a state, which is compared with what the dialect can tell of the
    /// script's. Null for one of somebody else's, whose streams are only checked for their completion signal.
    /// </summary>
    internal Dialect? Harness { get; init; }

    /// <summary>What a turn ends in for somebody who hears it in this dialect.</summary>
    internal ExpectedTurn? Told(ExpectedTurn? turn) => Harness is { } dialect ? turn?.In(dialect) : null;
}

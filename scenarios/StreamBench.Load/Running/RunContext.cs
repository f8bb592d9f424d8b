using System.Collections.Immutable;
using StreamBench.Load.Feeds;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;
using StreamBench.Load.Turns;

namespace StreamBench.Load.Running;

/// <summary>What the loops of a run share.</summary>
internal sealed class RunContext
{
    private long disturbed;
    private long undisturbed;
    private long uncompared;

    internal required LoadPlan Plan { get; init; }

    internal required LoadDialect Dialect { get; init; }

    /// <summary>By scenario.</summary>
    internal required ImmutableArray<IFeed> Feeds { get; init; }

    /// <summary>By scenario; null where nobody knows.</summary>
    internal required ImmutableArray<ExpectedTurn?> Expected { get; init; }

    internal required RequestBook Requests { get; init; }

    internal required Errands Errands { get; init; }

    internal required TallyExchange Exchange { get; init; }

    /// <summary>Most streams of one loop at once.</summary>
    internal required int Capacity { get; init; }

    /// <summary>What carries the streams.</summary>
    internal required EnginePath Path { get; init; }

    /// <summary>The words that come before a stream's number in a line that repeats it.</summary>
    internal required string RepeatCommand { get; init; }

    internal Findings Findings { get; } = new();

    /// <summary>True when streams add up to a state that can be compared.</summary>
    internal bool CanVerify => Dialect.Harness is not null;

    /// <summary>Streams that went through faults.</summary>
    internal long Disturbed => Volatile.Read(ref disturbed);

    /// <summary>Streams that were to go through faults and found every path taken.</summary>
    internal long Undisturbed => Volatile.Read(ref undisturbed);

    /// <summary>Streams that were to be verified and came back in a dialect that does not say again what was on its way.</summary>
    internal long Uncompared => Volatile.Read(ref uncompared);

    internal void CountUncompared(bool isUncompared)
    {
        if (isUncompared)
        {
            Interlocked.Increment(ref uncompared);
        }
    }

    internal void CountDisturbed(bool isDisturbed) =>
        Interlocked.Increment(ref isDisturbed ? ref disturbed : ref undisturbed);

    internal string Repeat(long number) => $"{RepeatCommand} --only {number}";
}

using System.Collections.Immutable;

namespace StreamBench.Conformance.Results;

/// <summary>How many cells came out how. A cell is counted once; a sweep is one cell.</summary>
public sealed record Summary
{
    /// <summary>Everything held.</summary>
    public int Passed { get; init; }

    /// <summary>Only a SHOULD was missed.</summary>
    public int NonStrict { get; init; }

    /// <summary>Only something recorded differs.</summary>
    public int Info { get; init; }

    /// <summary>Failed, and not excused.</summary>
    public int Failed { get; init; }

    /// <summary>Failed, and passed when repeated; not listed.</summary>
    public int Flaky { get; init; }

    /// <summary>Failed as the baseline says.</summary>
    public int Known { get; init; }

    /// <summary>Passed against the baseline.</summary>
    public int Stale { get; init; }

    /// <summary>Needs what the client does not declare.</summary>
    public int Unimplemented { get; init; }

    /// <summary>Not run.</summary>
    public int NotRun { get; init; }

    /// <summary>Nobody could have noticed the fault.</summary>
    public int Undetectable { get; init; }

    /// <summary>Harness or adapter went wrong.</summary>
    public int Harness { get; init; }

    /// <summary>How many runs the cells hold.</summary>
    public int Runs { get; init; }

    /// <summary>True when the run was stopped or killed before its end.</summary>
    public bool IsPartial { get; init; }

    /// <summary>How many cells say something of the client.</summary>
    public int Judged => Passed + NonStrict + Info + Failed + Flaky + Known + Stale;

    /// <summary>
    /// What the process tells its caller; the first that holds: 130 partial; 3 harness or adapter went wrong; 1 unexpected failure, flaky or
    /// stale; 4 nothing was judged, for what is skipped is not green; 0 all as expected.
    /// </summary>
    public int ExitCode =>
        this switch
        {
            { IsPartial: true } => 130,
            { Harness: > 0 } => 3,
            { Failed: > 0 } or { Flaky: > 0 } or { Stale: > 0 } => 1,
            { Judged: 0 } => 4,
            _ => 0,
        };

    /// <summary>Counts the cells.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="isPartial">True when the run was stopped or killed before its end.</param>
    public static Summary Of(ImmutableArray<Cell> cells, bool isPartial)
    {
        var counts = cells.CountBy(cell => cell.Outcome).ToDictionary();
        return new Summary
        {
            Passed = Count(Outcome.Passed),
            NonStrict = Count(Outcome.NonStrict),
            Info = Count(Outcome.Info),
            Failed = Count(Outcome.Failed),
            Flaky = Count(Outcome.Flaky),
            Known = Count(Outcome.Known),
            Stale = Count(Outcome.Stale),
            Unimplemented = Count(Outcome.Unimplemented),
            NotRun = Count(Outcome.NotRun),
            Undetectable = Count(Outcome.Undetectable),
            Harness = Count(Outcome.Harness),
            Runs = cells.Sum(cell => cell.Runs.Length),
            IsPartial = isPartial,
        };

        int Count(Outcome outcome) => counts.GetValueOrDefault(outcome);
    }
}

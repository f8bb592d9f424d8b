using System.Collections.Immutable;

namespace StreamBench.Conformance.Results;

/// <summary>What the runs of one case, client, transport, dialect and script sum up to: a sweep is one cell with a strip.</summary>
/// <param name="Path">The runs' path without their position.</param>
/// <param name="Runs">The runs, in the order of their positions.</param>
public sealed record Cell(string Path, ImmutableArray<RunResult> Runs)
{
    /// <summary>The worst verdict of its runs.</summary>
    public Verdict Verdict => Runs.Max(run => run.Verdict);

    /// <summary>In which column it is counted: the worst of its runs, after what the baseline says.</summary>
    public Outcome Outcome => Runs.Max(OutcomeOf);

    /// <summary>Runs that passed (recorded or SHOULD differences included).</summary>
    public int Passed => Runs.Count(run => run.Verdict <= Verdict.NonStrict);

    /// <summary>The first run that failed, or null.</summary>
    public RunResult? FirstFailure => Runs.FirstOrDefault(run => run.Verdict is Verdict.Fail or Verdict.Harness);

    /// <summary>The run to show for it: the first of those that decide its outcome.</summary>
    public RunResult Telling => Runs.First(run => OutcomeOf(run) == Outcome);

    /// <summary>In which column a run would be counted, were it alone.</summary>
    public static Outcome OutcomeOf(RunResult run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return (run.Verdict, run.Standing) switch
        {
            (Verdict.Harness, _) => Outcome.Harness,
            (_, Standing.Unexpected) => Outcome.Failed,
            (_, Standing.Stale) => Outcome.Stale,
            (_, Standing.Flaky) => Outcome.Flaky,
            (_, Standing.Known) => Outcome.Known,
            (Verdict.Fail, _) => Outcome.Failed, // nobody has judged it yet, so nobody has excused it
            (Verdict.Undetectable, _) => Outcome.Undetectable,
            (Verdict.NotRun, _) => Outcome.NotRun,
            (Verdict.Unimplemented, _) => Outcome.Unimplemented,
            (Verdict.NonStrict, _) => Outcome.NonStrict,
            (Verdict.Info, _) => Outcome.Info,
            _ => Outcome.Passed,
        };
    }
}

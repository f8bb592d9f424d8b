using System.Collections.Immutable;

namespace StreamBench.Conformance.Results;

/// <summary>What the runs of one case, client, transport, dialect and script sum up to: a sweep is one cell with a strip.</summary>
/// <param name="Path">The runs' path without their position.</param>
/// <param name="Runs">The runs, in the order of their positions.</param>
public sealed record Cell(string Path, ImmutableArray<RunResult> Runs)
{
    /// <summary>The worst verdict of its runs.</summary>
    public Verdict Verdict => Runs.Max(run => run.Verdict);

    /// <summary>Runs that passed (recorded or SHOULD differences included).</summary>
    public int Passed => Runs.Count(run => run.Verdict <= Verdict.NonStrict);

    /// <summary>The first run that failed, or null.</summary>
    public RunResult? FirstFailure => Runs.FirstOrDefault(run => run.Verdict is Verdict.Fail or Verdict.Harness);
}

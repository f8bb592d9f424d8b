using StreamBench.Conformance.Planning;

namespace StreamBench.Conformance.Running;

/// <summary>How a plan is run.</summary>
public sealed record RunnerOptions
{
    /// <summary>Runs at the same time; bounded by what the client takes. Default 16: they mostly wait.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>Failures in one cell after which the rest of its positions are not run. Default 5.</summary>
    public int EarlyStop { get; init; } = 5;

    /// <summary>How often a failure is repeated alone. Default 2.</summary>
    public int Repeats { get; init; } = 2;

    /// <summary>Failed runs that are repeated in one cell, so that a broken client does not take for ever. Default 2.</summary>
    public int RepeatsInCell { get; init; } = 2;

    /// <summary>Stops at this many failed runs; null never. <c>--fail-fast</c> is 1.</summary>
    public int? MaxFailures { get; init; }

    /// <summary>Whether to look for the smallest position of a sweep that fails. Default true.</summary>
    public bool Shrinks { get; init; } = true;

    /// <summary>How patient the runs are.</summary>
    public RunSettings Settings { get; init; } = new();

    /// <summary>The command line that repeats a run.</summary>
    public Func<PlannedRun, string> Repeat { get; init; } =
        run => $"streambench conform --reference --run '{run.Path}' --seed {run.Seed}";
}

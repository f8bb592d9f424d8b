using StreamBench.Conformance.Running;

namespace StreamBench.Conformance.Servers.Running;

/// <summary>How a plan is run against a server.</summary>
public sealed record ServerRunnerOptions
{
    /// <summary>Runs at the same time. Default 8.</summary>
    public int Parallel { get; init; } = 8;

    /// <summary>Failures in one cell after which the rest of its positions are not run. Default 5.</summary>
    public int EarlyStop { get; init; } = 5;

    /// <summary>How often a failure is repeated alone. Default 2.</summary>
    public int Repeats { get; init; } = 2;

    /// <summary>Failed runs that are repeated in one cell, so that a broken server does not take for ever. Default 2.</summary>
    public int RepeatsInCell { get; init; } = 2;

    /// <summary>Stops at this many failed runs; null never.</summary>
    public int? MaxFailures { get; init; }

    /// <summary>How patient the runs are.</summary>
    public RunSettings Settings { get; init; } = new();

    /// <summary>The command line that repeats a run.</summary>
    public Func<PlannedServerRun, string> Repeat { get; init; } =
        run => $"streambench conform --server URL --run '{run.Path}'";
}

using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Running;

namespace StreamBench.TestKit;

/// <summary>How a <see cref="ConformanceBench"/> runs its cells.</summary>
public sealed record BenchOptions
{
    /// <summary>Seed of every chance. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Positions of a sweep that are run; <see cref="int.MaxValue"/> for every one. Default 64.</summary>
    public int Samples { get; init; } = PlanOptions.DefaultSamples;

    /// <summary>Multiplies every time constant; for slow machines. Default 1.</summary>
    public double TimeScale { get; init; } = 1;

    internal RunnerOptions Runner =>
        new()
        {
            Settings = new RunSettings { TimeScale = TimeScale },
            Repeat = run => RepeatCommand.For(run.CellPath, Environment.GetCommandLineArgs()),
        };
}

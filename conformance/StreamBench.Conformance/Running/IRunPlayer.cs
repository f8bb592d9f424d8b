using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Running;

/// <summary>Plays one run and judges it: all that a <see cref="Runner"/> has to know of who is under test. Safe to call from any thread.</summary>
internal interface IRunPlayer
{
    /// <summary>Plays.</summary>
    Task<RunResult> PlayAsync(PlannedRun run, CancellationToken cancellation);

    /// <summary>Whom a run blames that has failed for certain, in words; null where only one can be.</summary>
    Task<string?> BlameAsync(PlannedRun run, CancellationToken cancellation) => Task.FromResult<string?>(null);
}

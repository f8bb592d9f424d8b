using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;

namespace StreamBench.FakeAgent.Conversations;

/// <summary>One run of the script on the agenda's clock.</summary>
/// <param name="script">What is played.</param>
/// <param name="number">Which run of the conversation this is, from 1; later ones prefix their ids so that none repeats.</param>
/// <param name="pace">Multiplies the script's waits.</param>
internal sealed class Performance(Script script, int number, double pace)
{
    private TimeSpan? startedAt;
    private TimeSpan? pausedAt;

    internal ScriptRun Run { get; } =
        new(script, new ScriptRunOptions { IdPrefix = number == 1 ? "" : $"r{number}.", Pace = pace });

    /// <summary>When the next event is due on the agenda's clock, or null while there is none.</summary>
    internal TimeSpan? Due => Run.Next is { } cue && startedAt is { } start ? start + cue.Due : null;

    /// <summary>Lets the clock of the run begin, unless it has.</summary>
    internal void Begin(TimeSpan now) => startedAt ??= now;

    /// <summary>Lets the clock of the run stand still from now on.</summary>
    internal void Pause(TimeSpan now) => pausedAt ??= now;

    /// <summary>Lets it go on from where it stood.</summary>
    internal void Resume(TimeSpan now)
    {
        startedAt += now - (pausedAt ?? now);
        pausedAt = null;
    }

    /// <summary>The run's own time.</summary>
    internal TimeSpan Elapsed(TimeSpan now) => startedAt is { } start ? (pausedAt ?? now) - start : TimeSpan.Zero;
}

using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Baselines;

/// <summary>One entry of a baseline: what is not as it should be, and where that is tracked.</summary>
public sealed record BaselineEntry
{
    /// <summary>What it speaks of: runs (<c>RES-013/transport:ws</c>), or single checks of them (<c>RES-013.state/transport:ws</c>).</summary>
    public required PathPattern Pattern { get; init; }

    /// <summary>What it says.</summary>
    public required ListedAs As { get; init; }

    /// <summary>Where it is tracked, or null.</summary>
    public string? Issue { get; init; }

    /// <summary>The last day on which it excuses anything; null for ever.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Line of its pattern in the file, from 1.</summary>
    public int Line { get; init; }

    /// <summary>Column of its pattern in the file, from 1.</summary>
    public int Column { get; init; }

    /// <summary>Whether it speaks of the run, or of one of its checks.</summary>
    internal bool SpeaksOf(RunResult run) =>
        Pattern.NamesCheck ? run.Checks.Any(check => SpeaksOf(run, check)) : Pattern.Matches(run.Path);

    /// <summary>Whether it speaks of this check of the run.</summary>
    internal bool SpeaksOf(RunResult run, CheckResult check) =>
        Pattern.Matches(Pattern.NamesCheck ? CheckPath.Of(run.Path, check.Id) : run.Path);
}

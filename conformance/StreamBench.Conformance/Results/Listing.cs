namespace StreamBench.Conformance.Results;

/// <summary>An entry of a baseline that speaks of a run, as far as later readers of the result need it.</summary>
/// <param name="Pattern">The entry's pattern, as it was written.</param>
/// <param name="As">What the entry says.</param>
/// <param name="Failed">Whether what it speaks of failed in this run: the run, or the checks that the pattern names.</param>
/// <param name="Issue">Where it is tracked, or null.</param>
/// <param name="Until">The last day on which it excuses anything, or null.</param>
/// <param name="Expired">True when that day was over.</param>
public sealed record Listing(
    string Pattern,
    ListedAs As,
    bool Failed,
    string? Issue = null,
    DateOnly? Until = null,
    bool Expired = false
);

/// <summary>What an entry of a baseline says.</summary>
public enum ListedAs
{
    /// <summary>It fails, every time.</summary>
    Failing,

    /// <summary>It may pass and may fail.</summary>
    Flaky,
}

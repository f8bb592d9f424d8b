using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Judging;

/// <summary>A kind of check that cases can name.</summary>
/// <param name="Name">Its name in the catalogue.</param>
/// <param name="Axis">The column it belongs to.</param>
/// <param name="Meaning">What it demands, for <c>explain</c> and for authors of cases.</param>
/// <param name="Judge">Looks at the evidence.</param>
public sealed record Check(string Name, Axis Axis, string Meaning, Func<CheckContext, Finding> Judge)
{
    /// <summary>What a client has to declare to be judged by it; null for nothing.</summary>
    public string? Capability { get; init; }
}

/// <summary>What a check found.</summary>
public sealed record Finding
{
    /// <summary>All is as it should be.</summary>
    public static Finding Held { get; } = new();

    /// <summary>What was expected and what was seen, in one sentence; null when it held.</summary>
    public string? Problem { get; private init; }

    /// <summary>Where states differ.</summary>
    public IReadOnlyList<StateDifference> Differences { get; init; } = [];

    /// <summary>True when there was nothing to look at, for example a number the client does not report.</summary>
    public bool IsVoid { get; private init; }

    /// <summary>True when the client does not declare what it is about.</summary>
    public bool IsUndeclared { get; private init; }

    /// <summary>Something is not as it should be.</summary>
    public static Finding Missed(string problem) => new() { Problem = problem };

    /// <summary>There was nothing to look at.</summary>
    public static Finding Void(string why) => new() { Problem = why, IsVoid = true };

    /// <summary>The client does not declare what it is about.</summary>
    public static Finding Undeclared(string capability) =>
        new() { Problem = $"the client does not declare {capability}", IsUndeclared = true };

    /// <summary>Held when <paramref name="holds"/>, else missed.</summary>
    public static Finding Of(bool holds, string problem) => holds ? Held : Missed(problem);
}

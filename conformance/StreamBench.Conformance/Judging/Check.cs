using StreamBench.Conformance.Results;
using StreamBench.Dialects;
using StreamBench.Dialects.Design;

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

    /// <summary>What a dialect has to have for it to say anything; null for nothing. In one that has not, it is not applied.</summary>
    public Topic? Asks { get; init; }

    /// <summary>Whether a case that has it is about that alone, so that nothing is left of the case in a dialect without it.</summary>
    public bool IsSubject { get; init; }

    /// <summary>Whether it knows the native form alone.</summary>
    public bool IsNativeOnly { get; init; }

    /// <summary>What of a client it looks at.</summary>
    public CheckRole Role { get; init; }
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

    /// <summary>True when the client does not declare what it is about, or the dialect has no such thing.</summary>
    public bool IsUndeclared { get; private init; }

    /// <summary>True when the protocol gives a client no means to notice what led to it.</summary>
    public bool IsUndetectable { get; private init; }

    /// <summary>Something is not as it should be.</summary>
    public static Finding Missed(string problem) => new() { Problem = problem };

    /// <summary>There was nothing to look at.</summary>
    public static Finding Void(string why) => new() { Problem = why, IsVoid = true };

    /// <summary>The client does not declare what it is about.</summary>
    public static Finding Undeclared(string capability) =>
        new() { Problem = $"the client does not declare {capability}", IsUndeclared = true };

    /// <summary>The dialect has nothing for it to look at.</summary>
    internal static Finding Inapplicable(Dialect dialect, Topic topic) =>
        new() { Problem = $"not applied: {dialect.Name} {TopicWords.Lack(topic)}", IsUndeclared = true };

    /// <summary>The same with nobody to blame, since nobody could notice; or, where it is not even asked then, as not applied.</summary>
    internal Finding Absolved(string why, bool isAsked) =>
        isAsked
            ? this with
            {
                Problem = $"undetectable by protocol: {why}; {Problem}",
                IsUndetectable = true,
            }
            : new Finding { Problem = $"not applied: {why}", IsUndeclared = true };

    /// <summary>Held when <paramref name="holds"/>, else missed.</summary>
    public static Finding Of(bool holds, string problem) => holds ? Held : Missed(problem);
}

using System.Collections.Immutable;
using StreamBench.Protocol.Equality;

namespace StreamBench.TestKit;

/// <summary>Two conversations are not in the same state.</summary>
public sealed class StateMismatchException : Exception
{
    private const int Most = 20;

    /// <summary>With the places where they differ.</summary>
    public StateMismatchException(IReadOnlyList<Difference> differences)
        : base(TextOf(differences)) => Differences = [.. differences];

    /// <summary>Where they differ.</summary>
    public ImmutableArray<Difference> Differences { get; }

    private static string TextOf(IReadOnlyList<Difference> differences) =>
        string.Join(
            Environment.NewLine,
            [
                $"the states differ in {differences.Count} place{(differences.Count == 1 ? "" : "s")}:",
                .. differences.Take(Most).Select(difference => $"  {difference}"),
                .. differences.Count > Most ? [$"  … and {differences.Count - Most} more"] : Array.Empty<string>(),
            ]
        );
}

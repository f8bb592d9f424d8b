using System.Collections.Immutable;
using StreamBench.Dialects;
using StreamBench.Yaml;

namespace StreamBench.Cli.Conforming;

/// <summary>Names of dialects from the command line: <c>ajo,convobase</c>, or <c>all</c>.</summary>
internal static class DialectNames
{
    private const string All = "all";

    private static ImmutableArray<string> Known { get; } = [.. DialectList.All.Select(dialect => dialect.Name)];

    /// <summary>Reads them; nothing at all is the native dialect.</summary>
    internal static bool TryRead(string? text, out ImmutableArray<string> names, out string? problem)
    {
        string[] words = (text ?? Known[0]).Split(
            ',',
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        var unknown = words.FirstOrDefault(word => word != All && !Known.Contains(word, StringComparer.Ordinal));
        names = words.Contains(All, StringComparer.Ordinal) ? Known : [.. words.Distinct(StringComparer.Ordinal)];
        problem =
            unknown is not null
                ? $"--dialect: there is no dialect \"{Printable.Of(unknown)}\"{Suggestion.For(unknown, Known)}; "
                    + $"choose from {string.Join(", ", Known)}, or say {All}"
            : names.IsEmpty ? $"--dialect: name one of {string.Join(", ", Known)}, or say {All}"
            : null;
        return problem is null;
    }
}

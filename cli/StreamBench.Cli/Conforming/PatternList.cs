using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Servers.Cases;
using StreamBench.Yaml;

namespace StreamBench.Cli.Conforming;

/// <summary>Patterns from the command line: themselves, or files of them after <c>@</c>, one a line, with <c>#</c> comments.</summary>
internal static class PatternList
{
    private static IEnumerable<string> KnownIds =>
        CaseBook.Shipped.Cases.Select(one => one.Id).Concat(ServerCaseBook.Shipped.Cases.Select(one => one.Id));

    internal static bool TryRead(string[]? words, out ImmutableArray<PathPattern> patterns, out string? problem)
    {
        (patterns, problem) = ([], null);
        var found = ImmutableArray.CreateBuilder<PathPattern>();
        foreach (var word in words ?? [])
        {
            if (!TryLines(word, out var lines, out problem))
            {
                return false;
            }

            foreach (var (place, line) in lines)
            {
                if (!PathPattern.TryParse(line, out var pattern, out problem))
                {
                    problem = $"{place}\"{Printable.Of(line)}\": {problem}";
                    return false;
                }

                if (!KnownIds.Any(pattern.MatchesCase))
                {
                    problem =
                        $"{place}\"{Printable.Of(line)}\" matches no case{Suggested(line)}; "
                        + "streambench conform list shows every case";
                    return false;
                }

                found.Add(pattern);
            }
        }

        patterns = found.ToImmutable();
        return true;
    }

    private static string Suggested(string pattern) => Suggestion.For(pattern.Split('/')[0], KnownIds);

    private static bool TryLines(
        string word,
        out ImmutableArray<(string Place, string Text)> lines,
        out string? problem
    )
    {
        (lines, problem) = ([("", word)], null);
        if (!word.StartsWith('@'))
        {
            return true;
        }

        var path = word[1..];
        try
        {
            lines =
            [
                .. File.ReadAllLines(path)
                    .Index()
                    .Select(line => ($"{path}:{line.Index + 1}:1: ", line.Item.Split('#')[0].Trim()))
                    .Where(line => line.Item2.Length > 0),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problem =
                $"{Printable.Of(path)}: cannot be read; after @ stands a file with a pattern on each line. {e.Message}";
            return false;
        }

        // Without a pattern everything would be selected: surely not what a file of patterns is for.
        problem = lines.IsEmpty ? $"{Printable.Of(path)}:1:1: there is no pattern in the file" : null;
        return problem is null;
    }
}

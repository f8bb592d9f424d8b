using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;

namespace StreamBench.Cli.Conforming;

/// <summary>Patterns from the command line: themselves, or files of them after <c>@</c>, one a line, with <c>#</c> comments.</summary>
internal static class PatternList
{
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

            foreach (var line in lines)
            {
                if (!PathPattern.TryParse(line, out var pattern, out problem))
                {
                    return false;
                }

                if (!CaseBook.Shipped.Cases.Any(one => pattern.MatchesCase(one.Id)))
                {
                    problem = $"\"{Printable.Of(line)}\" matches no case; streambench conform list shows every case";
                    return false;
                }

                found.Add(pattern);
            }
        }

        patterns = found.ToImmutable();
        return true;
    }

    private static bool TryLines(string word, out IEnumerable<string> lines, out string? problem)
    {
        (lines, problem) = ([word], null);
        if (!word.StartsWith('@'))
        {
            return true;
        }

        try
        {
            lines = File.ReadLines(word[1..])
                .Select(line => line.Split('#')[0].Trim())
                .Where(line => line.Length > 0)
                .ToList();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = e.Message;
            return false;
        }
    }
}

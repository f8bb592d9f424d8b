using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;
using StreamBench.Transports;
using StreamBench.Yaml;

namespace StreamBench.TestKit;

/// <summary>Which cells of the catalogue an attribute asks for, in the words that people write.</summary>
internal sealed class CellSelection
{
    private static readonly char[] Separators = [',', ' '];
    private static readonly ImmutableArray<string> Suites = ["P1", "P2", "P3"];

    private readonly ImmutableArray<PathPattern> run;
    private readonly ImmutableArray<PathPattern> except;
    private readonly PlanOptions options;
    private readonly string words;

    /// <summary>Reads the words.</summary>
    /// <exception cref="FormatException">A word is not right; the message says which and what to write.</exception>
    internal CellSelection(string run, string except, string transports, string suite)
    {
        words = run;
        (this.run, this.except) = (Patterns(run), Patterns(except));
        options = new PlanOptions
        {
            Run = this.run,
            Transports = [.. Words(transports).Select(name => OneOf(name, StreamTransports.Names, "transport"))],
            Phase = Suites.IndexOf(OneOf(suite.ToUpperInvariant(), Suites, "suite")) + 1,
        };
    }

    /// <summary>The path of each test with its cell; a position that a pattern names is the last part of the path.</summary>
    /// <exception cref="FormatException">Nothing is selected.</exception>
    internal ImmutableArray<(string Path, PlannedRun Run)> Paths()
    {
        ImmutableArray<(string, PlannedRun)> found =
        [
            .. Cells
                .Of(CaseBook.Shipped, options)
                .SelectMany(cell => PathsOf(cell).Distinct(StringComparer.Ordinal).Select(path => (path, cell))),
        ];
        return found.IsEmpty
            ? throw new FormatException(
                $"\"{words}\" selects no case of the suite on these transports; streambench conform list shows every case"
            )
            : found;
    }

    private IEnumerable<string> PathsOf(PlannedRun cell) =>
        from pattern in run
        let path = cell.Case.Sweep is { } sweep && pattern.Names(sweep.Name)
            ? $"{cell.CellPath}/{PositionIn(pattern, sweep.Name)}"
            : cell.CellPath
        where pattern.Matches(path) && !except.Any(one => one.Matches(path))
        select path;

    private static string PositionIn(PathPattern pattern, string name) =>
        pattern.Text.Split('/').First(part => part.StartsWith(name + ":", StringComparison.Ordinal));

    private static ImmutableArray<PathPattern> Patterns(string text) =>
        [
            .. Words(text)
                .Select(word =>
                    PathPattern.TryParse(word, out var pattern, out var problem)
                        ? pattern
                        : throw new FormatException($"\"{word}\": {problem}")
                ),
        ];

    private static string OneOf(string word, IReadOnlyCollection<string> known, string what) =>
        known.Contains(word, StringComparer.Ordinal)
            ? word
            : throw new FormatException(
                $"there is no {what} \"{word}\"{Suggestion.For(word, known)}; choose from {string.Join(", ", known)}"
            );

    private static string[] Words(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}

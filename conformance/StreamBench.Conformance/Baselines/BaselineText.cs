using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Baselines;

/// <summary>A baseline as text: written whole, or with lines taken out and put in so that comments stay.</summary>
internal static partial class BaselineText
{
    private static readonly JsonSerializerOptions Quoted = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A file with these entries and no comments.</summary>
    internal static string Whole(string client, ImmutableArray<BaselineEntry> entries)
    {
        var text = new StringBuilder($"client: {Scalar(client)}\n");
        foreach (var section in entries.GroupBy(entry => entry.As).OrderBy(section => section.Key))
        {
            text.Append($"{Name(section.Key)}:\n").AppendJoin("", section.Select(entry => Lines(entry)));
        }

        return text.ToString();
    }

    /// <summary>The old text without some entries and with others; null when the file is not written in lines like those of <see cref="Whole"/>.</summary>
    internal static string? Edit(
        string old,
        Baseline before,
        ImmutableArray<BaselineEntry> gone,
        ImmutableArray<BaselineEntry> added
    )
    {
        var lines = old.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').ToList();
        if (before.Entries.Any(entry => !ItemStart().IsMatch(lines[entry.Line - 1])))
        {
            return null;
        }

        // From the end on, so that line numbers above stay true.
        foreach (var entry in gone.OrderByDescending(entry => entry.Line))
        {
            var (from, to) = Extent(lines, entry.Line - 1);
            lines.RemoveRange(from, to - from);
        }

        foreach (var section in added.GroupBy(entry => entry.As))
        {
            Insert(lines, Name(section.Key), section.Select(entry => Lines(entry).TrimEnd('\n')));
        }

        return string.Join('\n', lines) + "\n";
    }

    // An entry's own lines, and the comments that stand directly above it.
    private static (int From, int To) Extent(List<string> lines, int start)
    {
        var (from, to) = (start, start + 1);
        while (from > 0 && lines[from - 1].TrimStart().StartsWith('#') && lines[from - 1].StartsWith(' '))
        {
            from--;
        }

        var indent = Indent(lines[start]);
        while (to < lines.Count && lines[to].Trim().Length > 0 && Indent(lines[to]) > indent)
        {
            to++;
        }

        return (from, to);
    }

    private static void Insert(List<string> lines, string name, IEnumerable<string> entries)
    {
        var key = lines.FindIndex(line => line.StartsWith($"{name}:", StringComparison.Ordinal));
        if (key < 0)
        {
            lines.Add($"{name}:");
            lines.AddRange(entries);
            return;
        }

        var end = key + 1;
        for (var i = end; i < lines.Count && (lines[i].Length == 0 || lines[i][0] is ' ' or '-' or '#'); i++)
        {
            end = lines[i].Length > 0 && lines[i][0] is ' ' or '-' ? i + 1 : end;
        }

        lines.InsertRange(end, entries);
    }

    private static string Lines(BaselineEntry entry) =>
        $"  - case: {Scalar(entry.Pattern.Text)}\n"
        + (entry.Issue is { } issue ? $"    issue: {Scalar(issue)}\n" : "")
        + (entry.Until is { } until ? $"    until: {until:yyyy-MM-dd}\n" : "");

    private static string Name(ListedAs listed) => listed == ListedAs.Failing ? "known-failing" : "known-flaky";

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;

    // A star at the start would be an alias.
    private static string Scalar(string text) =>
        Plain().IsMatch(text) && text != "null" ? text : JsonSerializer.Serialize(text, Quoted);

    [GeneratedRegex(@"^\s*- case:", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ItemStart();

    [GeneratedRegex(
        @"^[A-Za-z]([A-Za-z0-9_.*/:=+-]*[A-Za-z0-9_*/])?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Plain();
}

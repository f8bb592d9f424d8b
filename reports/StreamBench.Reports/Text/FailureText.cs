using StreamBench.Conformance.Results;

namespace StreamBench.Reports.Text;

/// <summary>A run that is not as it should be, told in plain lines: the same words in every report.</summary>
internal static class FailureText
{
    private const int Differences = 10;
    private const int Note = 34; // room for the note of Clip.Middle

    /// <summary><c>ws, streambench, S-TOOL, cut after event 23 by rst</c>: where and under which fault.</summary>
    internal static string Where(RunResult run) =>
        Visible.Line(
            string.Join(
                ", ",
                run.Path.Split('/')
                    .Skip(1)
                    .Where(component => run.Fault is null || !IsPosition(component, run))
                    .Select(component => IsPosition(component, run) ? component.Replace(':', '=') : Value(component))
                    .Concat(run.Fault is { } fault ? [fault] : [])
            )
        );

    /// <summary><c>ws, streambench, S-TOOL</c>: where a cell stands, position left out.</summary>
    internal static string Where(Cell cell) => string.Join(", ", cell.Path.Split('/').Skip(1).Select(Value));

    /// <summary>The first thing to know, in one line.</summary>
    internal static string Headline(RunResult run) => Lines(run, 160).FirstOrDefault() ?? Label(Cell.OutcomeOf(run));

    /// <summary>What was expected and what came: a line for a sentence, and for each place where states differ.</summary>
    /// <param name="run">A run.</param>
    /// <param name="most">Longest value, in characters.</param>
    internal static IEnumerable<string> Lines(RunResult run, int most) =>
        Told(run, most).Select(line => Visible.Line(line, most + 200));

    /// <summary>An outcome as people read it.</summary>
    internal static string Label(Outcome outcome) =>
        outcome switch
        {
            Outcome.NonStrict => "non-strict",
            Outcome.Unimplemented => "not declared",
            Outcome.NotRun => "not run",
            _ => outcome.ToString().ToLowerInvariant(),
        };

    private static IEnumerable<string> Told(RunResult run, int most)
    {
        if (run.Standing == Standing.Stale)
        {
            yield return $"it passes, but {Entry(run)} says that it fails: take the entry out, or narrow it";
        }

        if (run.Listed.FirstOrDefault(listing => listing is { Failed: true, Expired: true }) is { } expired)
        {
            yield return Visible.Line(
                $"the entry {expired.Pattern} of the baseline excused it until {expired.Until:yyyy-MM-dd}"
            );
        }

        if (run.Reason is { } reason)
        {
            yield return Fit(reason, most);
        }

        foreach (
            var line in run.Checks.Where(check => check.Verdict != Verdict.Pass).SelectMany(check => Of(check, most))
        )
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Of(CheckResult check, int most)
    {
        if (check.Message is { } message)
        {
            yield return $"{Visible.Line(check.Id, 60)}: {Fit(message, most)}";
        }

        foreach (var difference in check.Differences.Take(Differences))
        {
            yield return $"{Visible.Line(check.Id, 60)}: differs at {Fit(difference.Pointer, most)}";
            yield return $"  expected {Fit(difference.Expected ?? "(nothing)", most)}";
            yield return $"  actual   {Fit(difference.Actual ?? "(nothing)", most)}";
            if (difference.TouchedBy is { } touched)
            {
                yield return $"  last touched by {Fit(touched, most)}";
            }
        }

        if (check.Differences.Length > Differences)
        {
            yield return $"  ({check.Differences.Length - Differences:N0} more differences in results.jsonl)";
        }
    }

    // What is cut says how much: a wrong state may be megabytes.
    private static string Fit(string text, int most) =>
        Visible.Line(text.Length <= most ? text : Clip.Middle(text, most - Note), 6 * most);

    private static string Entry(RunResult run) =>
        run.Listed.FirstOrDefault() is { } listing
            ? Visible.Line($"the entry {listing.Pattern} of the baseline", 120)
            : "the baseline";

    private static bool IsPosition(string component, RunResult run) =>
        run.Position is { } position && position.Split('/').Contains(component, StringComparer.Ordinal);

    private static string Value(string component) =>
        component[(component.IndexOf(':', StringComparison.Ordinal) + 1)..];
}

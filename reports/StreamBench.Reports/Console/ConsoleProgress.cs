using StreamBench.Conformance.Results;
using StreamBench.Reports.Text;

namespace StreamBench.Reports.Console;

/// <summary>
/// One line on standard error that says how far a run is, written over again at most ten times a second. For a terminal only: into
/// a file it would write thousands. Safe for runs that end at the same time.
/// </summary>
/// <param name="error">The terminal.</param>
/// <param name="planned">How many runs are planned.</param>
/// <param name="time">The clock.</param>
public sealed class ConsoleProgress(TextWriter error, int planned, TimeProvider time)
{
    private const int Width = 79; // at 80, some terminals begin a new line
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private long shownAt;
    private bool isShown;
    private int done;
    private int failed;

    /// <summary>Counts a run that has ended.</summary>
    public void Report(RunResult run)
    {
        ArgumentNullException.ThrowIfNull(run);
        lock (gate)
        {
            done++;
            failed += Cell.OutcomeOf(run) >= Outcome.Flaky ? 1 : 0;
            if (isShown && time.GetElapsedTime(shownAt) < Pause && done < planned)
            {
                return;
            }

            (shownAt, isShown) = (time.GetTimestamp(), true);
            var line = Visible.Line($"{done}/{planned}  {failed} failed  {run.Path}", Width);
            error.Write($"\r{line.PadRight(Width)}");
        }
    }

    /// <summary>Takes the line away, so that a report can be written.</summary>
    public void Clear()
    {
        lock (gate)
        {
            if (isShown)
            {
                error.Write($"\r{new string(' ', Width)}\r");
                isShown = false;
            }
        }
    }
}

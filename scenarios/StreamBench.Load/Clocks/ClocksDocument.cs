using StreamBench.Load.Counters;
using StreamBench.Load.Metrics;

namespace StreamBench.Load.Clocks;

/// <summary>Writes scenarios/CLOCKS.md from the tables that the engine counts by.</summary>
public static class ClocksDocument
{
    /// <summary>Writes the document.</summary>
    public static void Write(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(Head);
        output.Write("| clock | from | until | notes |\n|---|---|---|---|\n");
        foreach (var clock in ClockTable.All)
        {
            output.Write($"| `{clock.Name}` | {clock.From} | {clock.To} | {clock.Notes} |\n");
        }

        output.Write(Between);
        output.Write("| counter | counts |\n|---|---|\n");
        foreach (var counter in CounterTable.All)
        {
            output.Write($"| `{counter.Name}` | {counter.Meaning} |\n");
        }

        output.Write("\nDerived from them:\n\n| metric | is |\n|---|---|\n");
        foreach (var metric in MetricTable.Derived)
        {
            output.Write($"| `{metric.Name}` | {metric.Meaning} |\n");
        }

        output.Write(Tail);
    }

    private const string Head = """
        # Clocks and counters

        Exactly what StreamBench measures under load. This file is written from the tables the engine counts by
        (`ClockTable`, `CounterTable`, `MetricTable`); a test fails when the two differ.

        ## Clocks

        Every clock is a histogram of nanoseconds with 3 significant digits, from 1 ns to 24 h. All times are those of the read that
        brought the bytes: events of one read share one time.

        `connect`, `headers`, `ttfe`, `ttfc` and `turn` start with the stream and have **two columns**: from the *intended* start, when the
        schedule wanted the stream to begin (`ttfe.p99`, the default), and from the *real* start, when the engine began to connect
        (`ttfe.real.p99`). The first is what a user waits. The second leaves out the engine's own lateness and, with it, every wait that a
        slow server causes by holding the engine up: compare it with tools that start their clock when they send. The other clocks do not
        start with the stream and have one column.

        **Failed streams stay in the denominators.** A stream that ends before a clock stops counts as *never*, longer than any time: when
        2 % of the streams fail before their first event, `ttfe.p99` is never. A dropped arrival counts as never from the intended start; it
        has no real one. `ttfe.never` is their number, `ttfe.count` the number of those that got there.


        """;

    private const string Between = """

        Percentiles are nearest ranks: `p99` is the smallest time that 99 % of the streams did not exceed, read out as the middle of its slot
        (within 0.05 %). `min` and `max` are exact; `max` is never where a stream never got there, and so is `mean`, the mean of all
        times within 0.05 %. Percentiles are never averaged: seconds, threads and machines are merged as histograms.

        ## Counters

        Arrivals are what the schedule asked for. Each is either started or dropped, and each started stream ends in exactly one way:
        `completed`, `mismatch`, `truncated`, `refused`, one of `failed.*`, or `unfinished`.


        """;

    private const string Tail = """

        A stream belongs to the warm-up when its intended start does; all that it does, whenever, is counted apart. An interval holds what
        happened within it: the start of a stream may be in one and its end in another. Rates are divided by the
        time from the end of the warm-up to the end of the last interval, grace included.

        """;
}

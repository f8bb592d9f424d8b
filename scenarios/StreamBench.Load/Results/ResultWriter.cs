using System.Collections.Immutable;
using System.Text.Json;
using StreamBench.Load.Recording;

namespace StreamBench.Load.Results;

/// <summary>Writes results.jsonl line by line, so that a kill costs the last second and no more. Not thread-safe.</summary>
/// <param name="output">UTF-8 text; flushed after each line and left open.</param>
/// <param name="header">Written first.</param>
public sealed class ResultWriter(TextWriter output, ResultHeader header)
{
    private bool hasHeader;

    /// <summary>Writes what one second counted.</summary>
    public void Write(LoadInterval interval)
    {
        ArgumentNullException.ThrowIfNull(interval);
        Write(
            new IntervalLine
            {
                Number = interval.Number,
                LengthNanoseconds = interval.Length.Ticks * TimeSpan.NanosecondsPerTick,
                Open = interval.Open,
                Tallies = Lines(interval.Tallies()),
            }
        );
    }

    /// <summary>Writes the sum and how the run ended.</summary>
    public void Finish(
        TallySet totals,
        TimeSpan measured,
        bool interrupted,
        ImmutableArray<string> distrust,
        RunFindings? findings = null
    ) =>
        Write(
            new ResultFooter
            {
                Interrupted = interrupted,
                MeasuredNanoseconds = measured.Ticks * TimeSpan.NanosecondsPerTick,
                Distrust = distrust,
                Findings = findings ?? RunFindings.None,
                Tallies = Lines(totals),
            }
        );

    /// <summary>Writes a whole result, such as a merged one.</summary>
    public static void Write(TextWriter output, LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var writer = new ResultWriter(output, result.Header);
        foreach (var interval in result.Intervals)
        {
            writer.Write(interval);
        }

        writer.Finish(result.Totals, result.Measured, result.IsPartial, result.Distrust, result.Findings);
    }

    private void Write(ResultLine line)
    {
        if (!hasHeader)
        {
            hasHeader = true;
            Write(header);
        }

        output.Write(JsonSerializer.Serialize(line, ResultJson.Readable.ResultLine));
        output.Write('\n');
        output.Flush();
    }

    private ImmutableArray<TallyLine> Lines(TallySet tallies)
    {
        var lines = ImmutableArray.CreateBuilder<TallyLine>();
        for (var scenario = 0; scenario < tallies.Scenarios; scenario++)
        {
            foreach (var warmUp in new[] { true, false })
            {
                if (
                    tallies[scenario, warmUp] is { } tally
                    && TallyLine.Of(header.Scenarios[scenario], warmUp, tally) is { } line
                )
                {
                    lines.Add(line);
                }
            }
        }

        return [.. lines.Where(line => line.Counters.Count > 0 || line.Clocks.Count > 0)];
    }
}

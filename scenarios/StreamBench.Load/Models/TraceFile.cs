using System.Collections.Immutable;
using System.Globalization;

namespace StreamBench.Load.Models;

/// <summary>
/// Reads the arrivals of a <see cref="Trace"/>: a line each, the seconds since the begin (<c>12.345</c>) or a duration
/// (<c>180ms</c>), in order; what follows a comma, empty lines and lines that start with # are skipped.
/// </summary>
internal static class TraceFile
{
    /// <summary>The arrivals, or what is wrong and in which line.</summary>
    internal static (ImmutableArray<long> At, string? Problem) Read(TextReader text)
    {
        var arrivals = ImmutableArray.CreateBuilder<long>();
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            var word = line.Split(',')[0].Trim();
            if (word is "" or ['#', ..])
            {
                continue;
            }

            if (Nanoseconds(word) is not { } at)
            {
                return ([], $"line {number}: \"{word}\" is no time; write seconds (12.345) or a duration (180ms)");
            }

            if (arrivals.Count > 0 && at < arrivals[^1])
            {
                return ([], $"line {number}: {word} is before the line above; sort the trace");
            }

            if (arrivals.Count == Trace.MostArrivals)
            {
                return (
                    [],
                    $"line {number}: a trace may have {Trace.MostArrivals:N0} arrivals; split it into segments"
                );
            }

            arrivals.Add(at);
        }

        return arrivals.Count > 0 ? (arrivals.ToImmutable(), null) : ([], "the trace has no arrivals");
    }

    private static long? Nanoseconds(string word)
    {
        if (double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds <= 86_400 ? (long)Math.Round(seconds * 1e9) : null;
        }

        return Duration.Parse(word) is { } duration ? duration.Ticks * TimeSpan.NanosecondsPerTick : null;
    }
}

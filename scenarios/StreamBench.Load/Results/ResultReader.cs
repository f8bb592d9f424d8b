using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using StreamBench.Load.Recording;

namespace StreamBench.Load.Results;

/// <summary>Reads results.jsonl. A file whose writer was killed is a partial result; a damaged one is refused.</summary>
public static class ResultReader
{
    /// <summary>Longest line accepted, in characters: 256 Mi.</summary>
    public const int MaxLine = 256 << 20;

    /// <summary>The result in the file at <paramref name="path"/>.</summary>
    /// <exception cref="InvalidDataException">It is none; the message says file and line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LoadResult Load(string path)
    {
        using var text = File.OpenText(path);
        return Read(text, path);
    }

    /// <summary>The result in <paramref name="text"/>; <paramref name="name"/> stands in errors.</summary>
    /// <exception cref="InvalidDataException">It is none; the message says where and why.</exception>
    public static LoadResult Read(TextReader text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        ResultHeader? header = null;
        ResultFooter? footer = null;
        var intervals = ImmutableArray.CreateBuilder<LoadInterval>();
        var sum = new TallySet(0);
        var number = 0;
        for (var line = text.ReadLine(); line is not null; )
        {
            number++;
            var next = text.ReadLine();
            try
            {
                switch (Parse(line))
                {
                    case ResultHeader first when header is null && number == 1:
                        header = Checked(first);
                        sum = new TallySet(header.Scenarios.Length);
                        break;
                    case IntervalLine interval when header is not null && footer is null:
                        intervals.Add(Interval(interval, header));
                        sum.Add(intervals[^1].Tallies());
                        break;
                    case ResultFooter last when header is not null && footer is null:
                        footer = last;
                        break;
                    default:
                        throw new InvalidDataException(
                            "this line does not belong here: header, intervals, footer is the order"
                        );
                }
            }
            catch (JsonException) when (next is null && number > 1)
            {
                // The writer was killed within its last line.
            }
            catch (Exception e) when (e is JsonException or InvalidDataException)
            {
                throw new InvalidDataException($"{name}:{number}: {e.Message}", e);
            }

            line = next;
        }

        return Result(
            header ?? throw new InvalidDataException($"{name}:1: the file is empty"),
            intervals.ToImmutable(),
            sum,
            footer,
            name
        );
    }

    private static ResultLine Parse(string line)
    {
        if (line.Length > MaxLine)
        {
            throw new InvalidDataException($"the line is longer than {MaxLine} characters");
        }

        try
        {
            return JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(line), ResultJson.Readable.ResultLine)
                ?? throw new JsonException("null is no line");
        }
        catch (NotSupportedException e)
        {
            throw new InvalidDataException("\"line\" must come first and be header, interval or footer", e);
        }
    }

    private static ResultHeader Checked(ResultHeader header) =>
        header.StreambenchLoadResult == 1
            ? header
            : throw new InvalidDataException(
                $"format {header.StreambenchLoadResult} is not known; this reads format 1"
            );

    private static LoadInterval Interval(IntervalLine line, ResultHeader header) =>
        new(line.Number, Time(line.LengthNanoseconds), line.Open, () => Tallies(line.Tallies, header));

    private static LoadResult Result(
        ResultHeader header,
        ImmutableArray<LoadInterval> intervals,
        TallySet sum,
        ResultFooter? footer,
        string name
    )
    {
        var run = new TimeSpan(intervals.Sum(interval => interval.Length.Ticks));
        var counted = run - Time(header.WarmUpNanoseconds);
        try
        {
            return new LoadResult
            {
                Header = header,
                Intervals = intervals,
                Totals = footer is null ? sum : Tallies(footer.Tallies, header),
                Measured = footer is null
                    ? (counted > TimeSpan.Zero ? counted : TimeSpan.Zero)
                    : Time(footer.MeasuredNanoseconds),
                IsPartial = footer?.Interrupted ?? true,
                Distrust = footer?.Distrust ?? [],
                Findings = footer?.Findings ?? RunFindings.None,
            };
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{name}: footer: {e.Message}", e);
        }
    }

    private static TallySet Tallies(ImmutableArray<TallyLine> lines, ResultHeader header)
    {
        var tallies = new TallySet(header.Scenarios.Length);
        foreach (var line in lines)
        {
            var scenario = header.Scenarios.IndexOf(line.Scenario);
            line.AddTo(
                scenario >= 0
                    ? tallies.At(scenario, line.WarmUp)
                    : throw new InvalidDataException($"the header names no scenario \"{line.Scenario}\"")
            );
        }

        return tallies;
    }

    private static TimeSpan Time(long nanoseconds) => new(nanoseconds / TimeSpan.NanosecondsPerTick);
}

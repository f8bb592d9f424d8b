using System.Diagnostics;
using StreamBench.Load.Histograms;
using StreamBench.Load.Recording;
using StreamBench.Load.Schedules;

namespace StreamBench.Benchmarks.Histograms;

/// <summary>
/// What timing costs: recording a duration, an event through the recorder, merging a thread's histogram once a second and
/// writing it in the public form.
/// </summary>
internal static class HistogramBenchmark
{
    private const int Values = 1 << 20;
    private const int Rounds = 9;

    internal static Task<int> RunAsync(string[] args)
    {
        var values = Exponential(mean: 40e6);
        var full = new Histogram();
        Array.ForEach(values, full.Record);
        Console.WriteLine($"{Values:N0} durations, exponential around 40 ms, median of {Rounds} rounds");
        Measure("Histogram.Record", Values, () => Record(new Histogram(), values));
        Measure("StreamRecorder.OnEvent", Values, () => Events(values));
        Measure("Histogram.Add", 1000, () => Add(full, times: 1000));
        Measure("Histogram.Percentile", 100, () => Percentile(full, times: 100));
        Measure("HdrEncoding.Encode", 20, () => Encode(full, times: 20));
        Console.WriteLine($"encoded: {HdrEncoding.Encode(full).Length:N0} characters");
        return Task.FromResult(0);
    }

    private static long Record(Histogram histogram, long[] values)
    {
        foreach (var value in values)
        {
            histogram.Record(value);
        }

        return histogram.Count;
    }

    private static long Events(long[] values)
    {
        var recorder = new StreamRecorder(scenarios: 1, stallNanoseconds: long.MaxValue);
        StreamMarks stream = default;
        recorder.OnStart(ref stream, new Arrival(0, 0, 0, 0, IsWarmUp: false), 0);
        var at = 0L;
        foreach (var value in values)
        {
            recorder.OnEvent(ref stream, at += value, isContent: true);
        }

        return at;
    }

    private static long Add(Histogram full, int times)
    {
        var sum = new Histogram();
        for (var i = 0; i < times; i++)
        {
            sum.Add(full);
        }

        return sum.Count;
    }

    private static long Percentile(Histogram full, int times)
    {
        var sum = 0L;
        for (var i = 0; i < times; i++)
        {
            sum += full.Percentile(99.9);
        }

        return sum;
    }

    private static long Encode(Histogram full, int times)
    {
        var sum = 0L;
        for (var i = 0; i < times; i++)
        {
            sum += HdrEncoding.Encode(full).Length;
        }

        return sum;
    }

    private static long[] Exponential(double mean)
    {
        var chance = new Random(1);
        var values = new long[Values];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (long)(-Math.Log(1 - chance.NextDouble()) * mean);
        }

        return values;
    }

    private static void Measure(string what, int times, Func<long> work)
    {
        var rounds = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            GC.KeepAlive(work());
            rounds[i] = Stopwatch.GetElapsedTime(start).TotalNanoseconds / times;
        }

        Array.Sort(rounds);
        Console.WriteLine($"  {what, -26} {rounds[Rounds / 2], 12:N1} ns   best {rounds[0], 12:N1} ns");
    }
}

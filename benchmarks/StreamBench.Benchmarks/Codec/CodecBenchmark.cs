using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using StreamBench.Dialects;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Benchmarks.Codec;

/// <summary>
/// What a dialect costs: a text event written and read in every dialect, beside <see cref="JsonSerializer"/> of an anonymous object
/// in the same run.
/// </summary>
internal static class CodecBenchmark
{
    private const int Events = 200_000;
    private const int Rounds = 7;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    internal static Task<int> RunAsync(string[] args)
    {
        Console.WriteLine(
            $"{Events:N0} text events of {TextJournal.Text.Length} characters, median of {Rounds} rounds"
        );
        Measure("JsonSerializer, anonymous object", Serialize);
        foreach (var dialect in DialectList.All)
        {
            var journal = TextJournal.Of(Events);
            var frames = DialectLog.Encode(dialect, journal);
            Measure($"{dialect.Name}: place", () => Place(dialect, journal));
            Measure($"{dialect.Name}: write", Writing(dialect, journal));
            Measure($"{dialect.Name}: read", () => Read(dialect, frames));
        }

        return Task.FromResult(0);
    }

    private static long Serialize()
    {
        var written = 0L;
        for (var i = 0; i < Events; i++)
        {
            written += JsonSerializer
                .SerializeToUtf8Bytes(
                    new
                    {
                        id = i,
                        type = "token",
                        text = TextJournal.Text,
                    }
                )
                .Length;
        }

        return written;
    }

    private static long Place(Dialect dialect, List<StreamEvent> journal)
    {
        var encoder = dialect.NewEncoder();
        var sum = 0L;
        foreach (var happening in journal)
        {
            sum += encoder.Place(happening).Number;
        }

        return sum;
    }

    // Placed beforehand, as a server does: an event is placed once and written for each subscriber.
    private static Func<long> Writing(Dialect dialect, List<StreamEvent> journal)
    {
        var encoder = dialect.NewEncoder();
        var places = journal.ConvertAll(encoder.Place);
        var output = new FrameBuffer();
        return () =>
        {
            var written = 0L;
            for (var i = 0; i < journal.Count; i++)
            {
                output.Clear();
                encoder.Write(journal[i], places[i], output);
                written += output.Count;
            }

            return written;
        };
    }

    private static long Read(Dialect dialect, IReadOnlyList<Frame> frames)
    {
        var decoder = dialect.NewDecoder();
        var received = new List<Received>();
        var read = 0L;
        foreach (var frame in frames)
        {
            received.Clear();
            decoder.Decode(frame, received);
            read += received.Count;
        }

        return read;
    }

    private static void Measure(string name, Func<long> round)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < WarmUp)
        {
            round(); // lets the JIT finish
        }

        var (times, bytes) = (new double[Rounds], new double[Rounds]);
        for (var i = 0; i < Rounds; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            round();
            times[i] = Stopwatch.GetElapsedTime(started).TotalSeconds;
            bytes[i] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Array.Sort(times);
        Array.Sort(bytes);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {name, -36} {times[Rounds / 2] / Events * 1e9, 6:F0} ns {bytes[Rounds / 2] / Events, 6:F1} B an event"
            )
        );
    }
}

using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;
using StreamBench.Protocol.Wire;

namespace StreamBench.Benchmarks.Reduce;

/// <summary>
/// How fast events become state: 1,000,000 text appends through the reducer, beside a bare StringBuilder that only keeps
/// the text, and the same events read from their JSON first.
/// </summary>
internal static class ReduceBenchmark
{
    private const int Appends = 1_000_000;
    private const int Rounds = 7;
    private const int Conversations = 100;

    internal static Task<int> RunAsync(string[] args)
    {
        var events = TextJournal.Of(Appends);
        var lines = events.ConvertAll(Encode);
        Console.WriteLine($"{Appends:N0} text appends of 5 characters, median of {Rounds} rounds");
        Measure("StringBuilder.Append alone", () => Append(events));
        Measure("Reducer.Apply", () => Reduce(events));
        Measure("PayloadReader.Read", () => Read(lines));
        Measure("PayloadReader.Read + Reducer.Apply", () => ReadAndReduce(lines));
        Measure("DeltaReader.TryRead", () => ReadDeltas(lines));
        Measure("DeltaReader.TryRead + Reducer.Apply", () => ReadAndReduceDeltas(lines));
        Measure("100 conversations, texts apart", () => Converse(lines, null, null));
        var (words, texts) = (new SharedWords(), new SharedTexts());
        Measure("100 conversations, texts shared", () => Converse(lines, words, texts));
        return Task.FromResult(0);
    }

    private static byte[] Encode(StreamEvent happening)
    {
        var output = new ArrayBufferWriter<byte>();
        PayloadWriter.Write(output, happening);
        return output.WrittenSpan.ToArray();
    }

    private static long Append(List<StreamEvent> events)
    {
        var text = new StringBuilder();
        foreach (var happening in events)
        {
            if (happening is TextAppend append)
            {
                text.Append(append.Text);
            }
        }

        return text.Length;
    }

    private static long Reduce(List<StreamEvent> events)
    {
        var reducer = new Reducer();
        foreach (var happening in events)
        {
            reducer.Apply(happening);
        }

        return reducer.State.LastSeq;
    }

    private static long Read(List<byte[]> lines)
    {
        var read = 0L;
        foreach (var line in lines)
        {
            read += PayloadReader.Read(line).Ok ? 1 : 0;
        }

        return read;
    }

    private static long ReadAndReduce(List<byte[]> lines)
    {
        var reducer = new Reducer();
        foreach (var line in lines)
        {
            reducer.Apply((StreamEvent)PayloadReader.Read(line).Payload!);
        }

        return reducer.State.LastSeq;
    }

    private static long ReadDeltas(List<byte[]> lines)
    {
        var reader = new DeltaReader();
        var read = 0L;
        foreach (var line in lines)
        {
            read += reader.TryRead(line, out var delta, out _) ? delta.Text.Length : 0;
        }

        return read;
    }

    private static long ReadAndReduceDeltas(List<byte[]> lines) =>
        ReadAndReduceDeltas(CollectionsMarshal.AsSpan(lines), new DeltaReader(), new Reducer());

    // All of them say the same.
    private static long Converse(List<byte[]> lines, SharedWords? words, SharedTexts? texts)
    {
        var seqs = 0L;
        var script = CollectionsMarshal.AsSpan(lines)[..(Appends / Conversations)];
        for (var i = 0; i < Conversations; i++)
        {
            seqs += ReadAndReduceDeltas(script, new DeltaReader(words), new Reducer(texts));
        }

        return seqs;
    }

    private static long ReadAndReduceDeltas(ReadOnlySpan<byte[]> lines, DeltaReader reader, Reducer reducer)
    {
        foreach (var line in lines)
        {
            if (reader.TryRead(line, out var delta, out _))
            {
                reducer.Apply(delta);
            }
            else
            {
                reducer.Apply((StreamEvent)PayloadReader.Read(line).Payload!);
            }
        }

        return reducer.State.LastSeq;
    }

    private static void Measure(string name, Func<long> round)
    {
        round(); // the first round lets the JIT finish
        round();
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
        var (seconds, allocated) = (times[Rounds / 2], bytes[Rounds / 2]);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {name, -36} {Appends / seconds / 1e6, 6:F1} M events/s {seconds / Appends * 1e9, 6:F0} ns {allocated / Appends, 6:F1} B an event"
            )
        );
    }
}

using System.Buffers.Text;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Recording;
using StreamBench.Load.Schedules;
using StreamBench.Transports;

namespace StreamBench.Benchmarks.Load;

/// <summary>Every clock and counter of the recorder, the server's stamps, and a check that ids follow each other.</summary>
internal struct MeasuringVisitor(int capacity, long warmUpNanoseconds, bool readStamps) : IStreamVisitor
{
    private readonly StreamMarks[] marks = new StreamMarks[capacity];
    private readonly long[] lastIds = new long[capacity];
    private readonly StreamRecorder recorder = new(scenarios: 1, stallNanoseconds: 1_000_000_000);
    private readonly TallyExchange exchange = new(1);
    private long lastCut;

    internal long OutOfOrder { get; private set; }

    internal long Failed { get; private set; }

    /// <summary>Taken when the warm-up was over.</summary>
    internal RunMark Warm { get; private set; }

    /// <summary>Taken at the latest tick.</summary>
    internal RunMark Last { get; private set; }

    internal readonly TallySet Tallies { get; } = new(1);

    public readonly StreamStart OnStart(int stream, in Arrival arrival, long at)
    {
        lastIds[stream] = 0;
        var counted = arrival with { IsWarmUp = at < warmUpNanoseconds };
        recorder.OnStart(ref marks[stream], counted, at);
        return new StreamStart(arrival.Scenario);
    }

    public readonly void OnDropped(in Arrival arrival, long at) => recorder.OnDropped(arrival);

    public readonly void OnConnected(int stream, long at) => recorder.OnConnected(ref marks[stream], at);

    public readonly void OnHeaders(int stream, in ResponseHead head, long at) =>
        recorder.OnHeaders(ref marks[stream], at);

    public readonly void Expect(int stream) => Ahead.Fetch(ref marks[stream]);

    public readonly void Prepare(int stream)
    {
        // A stream's marks are all there is.
    }

    public NextStep OnEvent(int stream, scoped StreamFrame frame, in ReadStamp read)
    {
        recorder.OnEvent(ref marks[stream], read.At, isContent: true);
        if (!frame.Id.IsEmpty)
        {
            var id = Number(frame.Id);
            OutOfOrder += id == lastIds[stream] + 1 ? 0 : 1;
            lastIds[stream] = id;
        }

        if (readStamps && read.At >= warmUpNanoseconds)
        {
            ReadStampOf(stream, frame.Data, read);
        }

        return NextStep.Continue;
    }

    public readonly void OnRead(int stream, int events, in ReadStamp read)
    {
        recorder.OnRead(marks[stream], events, read.Bytes);
        if (read.IsStamped && read.At >= warmUpNanoseconds)
        {
            recorder.OnHandling(marks[stream], read.OwnLag);
        }
    }

    public readonly ReadOnlyMemory<byte> TakeSaying(int stream) => default;

    public AfterEnd OnEnd(int stream, in StreamEnding ending, long at)
    {
        var isGood = ending.Kind is StreamEndKind.Completed or StreamEndKind.Abandoned or StreamEndKind.Closed;
        Failed += isGood ? 0 : 1;
        var outcome = isGood ? StreamOutcome.Completed : StreamOutcome.FailedReset;
        recorder.OnEnd(ref marks[stream], at, outcome, verified: false);
        return AfterEnd.Free;
    }

    public readonly void OnGivenUp(int stream, in StreamEnding ending, long at)
    {
        // No stream of the benchmark comes back.
    }

    public void OnTick(long at)
    {
        // Once a second, as the engine's reporter does: merging takes longer than a start may be late.
        if (at - lastCut >= 1_000_000_000)
        {
            lastCut = at;
            Cut(at);
        }

        if (Warm.At == 0 && at >= warmUpNanoseconds)
        {
            Cut(at);
            var events = Events;
            Warm = RunMark.Take(at, events);
        }

        Last = RunMark.Take(at, 0);
    }

    /// <summary>Adds what was recorded since the last time to <see cref="Tallies"/>.</summary>
    internal readonly void Cut(long at)
    {
        recorder.Cut(exchange, at);
        exchange.MergeInto(Tallies);
    }

    internal readonly long Events =>
        Tallies.Sum(warmUp: false)[Counter.Events] + Tallies.Sum(warmUp: true)[Counter.Events];

    internal readonly double Microseconds(Clock clock, double percent)
    {
        // A stream that began in the warm-up is counted there for as long as it lasts.
        var counted = Tallies.Sum(warmUp: false).Times(clock, ClockColumn.Intended);
        var times = counted.Count > 0 ? counted : Tallies.Sum(warmUp: true).Times(clock, ClockColumn.Intended);
        return times.Percentile(percent) / 1000.0;
    }

    private readonly void ReadStampOf(int stream, ReadOnlySpan<byte> data, in ReadStamp read)
    {
        var at = data.IndexOf("\"t\":"u8);
        if (at >= 0 && Utf8Parser.TryParse(data[(at + 4)..], out long microseconds, out _) && microseconds > 0)
        {
            recorder.OnLag(marks[stream], read.UnixAt - (microseconds * 1000));
        }
    }

    private static long Number(ReadOnlySpan<byte> digits)
    {
        var value = 0L;
        foreach (var digit in digits)
        {
            value = (value * 10) + digit - '0';
        }

        return value;
    }
}

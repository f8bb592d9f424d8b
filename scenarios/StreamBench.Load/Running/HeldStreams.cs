using System.Buffers.Text;
using StreamBench.Load.Counters;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Recording;
using StreamBench.Load.Schedules;
using StreamBench.Transports;

namespace StreamBench.Load.Running;

/// <summary>
/// The streams of one loop that are held beside the plan's own: idle watchers, which are counted and come back when they drop,
/// and the probe, whose events tell how late the engine reads. What they receive is in no clock and no counter of turns.
/// </summary>
internal sealed class HeldStreams(RunContext run, StreamRecorder recorder, long measuredFrom)
{
    private const int MostDoublings = 5;

    private readonly HeldStream[] held = new HeldStream[run.Capacity];
    private int count;

    /// <summary>How many there are now, also between a drop and the next attempt. Read by any thread.</summary>
    internal int Count => Volatile.Read(ref count);

    /// <summary>Whether this stream is one of them; asked for every event.</summary>
    internal bool Has(int stream) => count > 0 && held[stream].Role != Role.None;

    internal StreamStart OnStart(int stream, in Arrival arrival)
    {
        var isProbe = HeldArrivals.IsProbe(arrival.Number);
        held[stream] = new HeldStream(isProbe ? Role.Probe : Role.Watcher, IsCounted: false, Attempts: 0);
        Volatile.Write(ref count, count + 1);
        return new StreamStart(isProbe ? run.Requests.ProbeTarget : run.Requests.WatchTarget)
        {
            IsHeld = true,
            Row = run.Feeds[0].Row(arrival.Input),
        };
    }

    internal void OnDropped(in Arrival arrival)
    {
        if (!HeldArrivals.IsProbe(arrival.Number))
        {
            recorder.Count(Counter.WatchersLost);
            run.Findings.Fail("a watcher found no room");
        }
    }

    internal void OnHeaders(int stream, in ResponseHead head)
    {
        ref var one = ref held[stream];
        if (one is { Role: Role.Watcher, IsCounted: false } && head.Status is 101 or 200)
        {
            one = one with { IsCounted = true };
            recorder.Count(Counter.Watchers);
        }
    }

    internal void OnEvent(int stream, scoped StreamFrame frame, in ReadStamp read)
    {
        ref var one = ref held[stream];
        if (one.Role == Role.Watcher)
        {
            one = one with { Attempts = 0 };
        }
        else if (Utf8Parser.TryParse(frame.Data, out long writtenAt, out _))
        {
            recorder.OnProbe(read.At - writtenAt, isWarmUp: read.At < measuredFrom);
        }
    }

    internal AfterEnd OnEnd(int stream, in StreamEnding ending)
    {
        ref var one = ref held[stream];
        if (ending.Kind == StreamEndKind.Abandoned || one.Role == Role.Probe)
        {
            Free(stream);
            return AfterEnd.Free;
        }

        // A connection that the plan takes away is not lost.
        if (ending is not { Kind: StreamEndKind.Reset, Side: StreamSide.Client })
        {
            recorder.Count(Counter.WatchersLost);
            run.Findings.Fail($"watcher: {Outcomes.Words(ending)}");
        }

        var wait = TimeSpan.FromSeconds(1 << one.Attempts);
        one = one with { Attempts = Math.Min(one.Attempts + 1, MostDoublings) };
        return AfterEnd.ResumeIn(wait);
    }

    internal void OnGivenUp(int stream) => Free(stream);

    private void Free(int stream)
    {
        held[stream] = default;
        Volatile.Write(ref count, count - 1);
    }

    private enum Role : byte
    {
        None,
        Watcher,
        Probe,
    }

    private readonly record struct HeldStream(Role Role, bool IsCounted, int Attempts);
}

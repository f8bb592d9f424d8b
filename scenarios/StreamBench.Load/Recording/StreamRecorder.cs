using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Recording;

/// <summary>
/// Times and counts the streams of one engine thread. Nothing is allocated and nothing is locked on the way; once a second
/// <see cref="Cut"/> hands over what was counted. All times are nanoseconds since the start of the run.
/// </summary>
/// <param name="scenarios">How many scenarios the plan has.</param>
/// <param name="stallNanoseconds">A longer gap is a stall.</param>
public sealed class StreamRecorder(int scenarios, long stallNanoseconds)
{
    private readonly OpenTime openTime = new(scenarios * 2);
    private TallySet tallies = new(scenarios);

    /// <summary>An arrival found the bound on open streams reached; there will be no stream.</summary>
    public void OnDropped(in Arrival arrival) => tallies.At(arrival.Scenario, arrival.IsWarmUp).Count(Counter.Dropped);

    /// <summary>The engine begins to connect.</summary>
    public void OnStart(ref StreamMarks stream, in Arrival arrival, long at)
    {
        stream = new StreamMarks
        {
            IntendedStart = arrival.IntendedAt,
            RealStart = at,
            LastEvent = -1,
            DroppedAt = -1,
            Slot = (short)TallySet.SlotOf(arrival.Scenario, arrival.IsWarmUp),
        };
        openTime.Open(stream.Slot, at);
        var tally = tallies.At(stream.Slot);
        tally.Count(Counter.Started);
        tally.Times(Clock.Schedule, ClockColumn.Intended).Record(at - arrival.IntendedAt);
    }

    /// <summary>The transport is connected; later calls for the same stream are reconnects.</summary>
    public void OnConnected(ref StreamMarks stream, long at)
    {
        if (!Reach(ref stream, Clock.Connect, at))
        {
            tallies.At(stream.Slot).Count(Counter.Reconnects);
        }
    }

    /// <summary>The head of a response, or of a handshake, is read.</summary>
    public void OnHeaders(ref StreamMarks stream, long at) => Reach(ref stream, Clock.Headers, at);

    /// <summary>A read completed an event; <paramref name="at"/> is the time of the read.</summary>
    public void OnEvent(ref StreamMarks stream, long at, bool isContent)
    {
        var tally = tallies.At(stream.Slot);
        tally.Count(Counter.Events);
        Reach(ref stream, Clock.FirstEvent, at);
        if (isContent)
        {
            tally.Count(Counter.ContentEvents);
            Reach(ref stream, Clock.FirstContent, at);
        }

        if (stream.LastEvent >= 0)
        {
            CountGap(tally, at - stream.LastEvent);
        }

        stream.LastEvent = at;
    }

    /// <summary>A read is done; call after its events.</summary>
    public void OnRead(in StreamMarks stream, int events, int bytes)
    {
        var tally = tallies.At(stream.Slot);
        tally.Count(Counter.Bytes, bytes);
        tally.Count(Counter.Reads, events > 0 ? 1 : 0);
        tally.Count(Counter.CoalescedEvents, events > 1 ? events : 0);
    }

    /// <summary>The stream was seen to drop; it may recover. The gap to its next event is not a gap.</summary>
    public void OnDrop(ref StreamMarks stream, long at)
    {
        stream.DroppedAt = stream.DroppedAt < 0 ? at : stream.DroppedAt;
        stream.LastEvent = -1;
    }

    /// <summary>The first event came that the stream had not seen before it dropped.</summary>
    public void OnCaughtUp(ref StreamMarks stream, long at)
    {
        if (stream.DroppedAt >= 0)
        {
            tallies.At(stream.Slot).Times(Clock.Recover, ClockColumn.Intended).Record(at - stream.DroppedAt);
            stream.DroppedAt = -1;
        }
    }

    /// <summary>An event carried the server's stamp.</summary>
    public void OnLag(in StreamMarks stream, long nanoseconds) =>
        tallies.At(stream.Slot).Times(Clock.Lag, ClockColumn.Intended).Record(nanoseconds);

    /// <summary>The kernel's stamp says how long bytes waited for the engine.</summary>
    public void OnHandling(in StreamMarks stream, long nanoseconds) =>
        tallies.At(stream.Slot).Times(Clock.Handling, ClockColumn.Intended).Record(nanoseconds);

    /// <summary>The engine's own lateness, from an event that the tool wrote itself.</summary>
    internal void OnProbe(long nanoseconds, bool isWarmUp) =>
        tallies.At(0, isWarmUp).Times(Clock.Handling, ClockColumn.Intended).Record(nanoseconds);

    /// <summary>Counts something that belongs to the plan and to no stream of it.</summary>
    internal void Count(Counter counter) => tallies.At(0, warmUp: false).Count(counter);

    /// <summary>The stream is over. Every clock that it did not reach counts it as never.</summary>
    public void OnEnd(ref StreamMarks stream, long at, StreamOutcome outcome, bool verified)
    {
        openTime.Close(stream.Slot, at);
        var tally = tallies.At(stream.Slot);
        if (outcome is StreamOutcome.Completed or StreamOutcome.Mismatch)
        {
            Reach(ref stream, Clock.Turn, at);
        }

        for (var clock = Clock.Connect; clock <= Clock.Turn; clock++)
        {
            tally.CountNever(clock, (stream.Reached >> (int)clock & 1) ^ 1);
        }

        tally.Count(outcome.Counter());
        tally.Count(Counter.Verified, verified ? 1 : 0);
    }

    /// <summary>Hands over what was counted since the last cut and goes on with an empty set. Called by the same thread.</summary>
    /// <param name="exchange">Where to.</param>
    /// <param name="at">The time of the cut: streams that are open were so until then.</param>
    public void Cut(TallyExchange exchange, long at)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        for (var slot = 0; slot < tallies.Slots; slot++)
        {
            if (openTime.Take(slot, at) is var time and not 0)
            {
                tallies.At(slot).Count(Counter.OpenTime, time);
            }
        }

        tallies = exchange.Swap(tallies);
    }

    private bool Reach(ref StreamMarks stream, Clock clock, long at)
    {
        var bit = (byte)(1 << (int)clock);
        if ((stream.Reached & bit) != 0)
        {
            return false;
        }

        stream.Reached |= bit;
        var tally = tallies.At(stream.Slot);
        tally.Times(clock, ClockColumn.Intended).Record(at - stream.IntendedStart);
        tally.Times(clock, ClockColumn.Real).Record(at - stream.RealStart);
        return true;
    }

    private void CountGap(Tally tally, long nanoseconds)
    {
        tally.Times(Clock.Gap, ClockColumn.Intended).Record(nanoseconds);
        if (nanoseconds > stallNanoseconds)
        {
            tally.Count(Counter.Stalls);
        }
    }
}

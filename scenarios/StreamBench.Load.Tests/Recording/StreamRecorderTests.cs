using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Recording;
using StreamBench.Load.Schedules;
using StreamBench.Testing;

namespace StreamBench.Load.Tests.Recording;

public sealed class StreamRecorderTests
{
    private const long Ms = 1_000_000;

    private readonly StreamRecorder recorder = new(scenarios: 2, stallNanoseconds: 100 * Ms);
    private StreamMarks stream;

    [Fact]
    public void Each_clock_has_a_column_from_the_intended_and_one_from_the_real_start()
    {
        recorder.OnStart(ref stream, At(10 * Ms), 12 * Ms);
        recorder.OnConnected(ref stream, 13 * Ms);
        recorder.OnHeaders(ref stream, 15 * Ms);
        recorder.OnEvent(ref stream, 20 * Ms, isContent: false);
        recorder.OnEvent(ref stream, 30 * Ms, isContent: true);
        recorder.OnEnd(ref stream, 50 * Ms, StreamOutcome.Completed, verified: true);

        var tally = Cut();

        Time(tally, Clock.Schedule).ShouldBe(2 * Ms);
        Times(tally, Clock.Connect).ShouldBe((3 * Ms, 1 * Ms));
        Times(tally, Clock.Headers).ShouldBe((5 * Ms, 3 * Ms));
        Times(tally, Clock.FirstEvent).ShouldBe((10 * Ms, 8 * Ms));
        Times(tally, Clock.FirstContent).ShouldBe((20 * Ms, 18 * Ms));
        Times(tally, Clock.Turn).ShouldBe((40 * Ms, 38 * Ms));
        Time(tally, Clock.Gap).ShouldBe(10 * Ms);
        (tally[Counter.Started], tally[Counter.Completed], tally[Counter.Verified]).ShouldBe((1, 1, 1));
        (tally[Counter.Events], tally[Counter.ContentEvents], tally[Counter.Stalls]).ShouldBe((2, 1, 0));
    }

    [Fact]
    public void A_stream_that_fails_counts_as_never_for_every_clock_it_did_not_reach()
    {
        recorder.OnStart(ref stream, At(0), 0);
        recorder.OnConnected(ref stream, 1 * Ms);
        recorder.OnEnd(ref stream, 2 * Ms, StreamOutcome.FailedReset, verified: false);

        var tally = Cut();

        tally.Never(Clock.Connect, ClockColumn.Intended).ShouldBe(0);
        tally.Never(Clock.Headers, ClockColumn.Intended).ShouldBe(1);
        tally.Never(Clock.FirstEvent, ClockColumn.Real).ShouldBe(1);
        tally.Never(Clock.Turn, ClockColumn.Real).ShouldBe(1);
        tally.Never(Clock.Gap, ClockColumn.Intended).ShouldBe(0);
        tally[Counter.FailedReset].ShouldBe(1);
    }

    [Fact]
    public void A_clean_close_without_completion_is_no_turn()
    {
        recorder.OnStart(ref stream, At(0), 0);
        recorder.OnEvent(ref stream, 5 * Ms, isContent: true);
        recorder.OnEnd(ref stream, 9 * Ms, StreamOutcome.Truncated, verified: false);

        var tally = Cut();

        tally.Read(Clock.Turn, ClockColumn.Intended).Percentile(50).ShouldBeNull();
        (tally[Counter.Truncated], tally[Counter.Completed]).ShouldBe((1, 0));
    }

    [Fact]
    public void Failed_streams_push_the_tail_to_never()
    {
        for (var i = 0; i < 98; i++)
        {
            Play(StreamOutcome.Completed);
        }

        recorder.OnDropped(At(0));
        Play(StreamOutcome.Refused);
        var tally = Cut();

        var intended = tally.Read(Clock.FirstEvent, ClockColumn.Intended);
        intended.Count.ShouldBe(100);
        intended.Percentile(98).ShouldBe(5 * Ms);
        intended.Percentile(99).ShouldBeNull();
        tally.Read(Clock.FirstEvent, ClockColumn.Real).Count.ShouldBe(99);
        tally.Arrivals.ShouldBe(100);

        void Play(StreamOutcome outcome)
        {
            recorder.OnStart(ref stream, At(0), 0);
            if (outcome == StreamOutcome.Completed)
            {
                recorder.OnEvent(ref stream, 5 * Ms, isContent: true);
            }

            recorder.OnEnd(ref stream, 6 * Ms, outcome, verified: false);
        }
    }

    [Fact]
    public void A_gap_over_the_bound_is_a_stall_and_a_gap_over_a_drop_is_a_recovery()
    {
        recorder.OnStart(ref stream, At(0), 0);
        recorder.OnEvent(ref stream, 10 * Ms, isContent: true);
        recorder.OnEvent(ref stream, 110 * Ms, isContent: true);
        recorder.OnEvent(ref stream, 211 * Ms, isContent: true);
        recorder.OnDrop(ref stream, 220 * Ms);
        recorder.OnDrop(ref stream, 230 * Ms);
        recorder.OnConnected(ref stream, 900 * Ms);
        recorder.OnConnected(ref stream, 950 * Ms);
        recorder.OnEvent(ref stream, 1000 * Ms, isContent: true);
        recorder.OnCaughtUp(ref stream, 1000 * Ms);
        recorder.OnCaughtUp(ref stream, 1001 * Ms);

        var tally = Cut();

        tally.Times(Clock.Gap, ClockColumn.Intended).Count.ShouldBe(2);
        tally[Counter.Stalls].ShouldBe(1);
        Time(tally, Clock.Recover).ShouldBe(780 * Ms);
        tally[Counter.Reconnects].ShouldBe(1);
    }

    [Fact]
    public void Events_of_one_read_are_coalesced()
    {
        recorder.OnStart(ref stream, At(0), 0);
        recorder.OnRead(stream, events: 1, bytes: 100);
        recorder.OnRead(stream, events: 4, bytes: 300);
        recorder.OnRead(stream, events: 0, bytes: 7);

        var tally = Cut();

        (tally[Counter.Reads], tally[Counter.CoalescedEvents], tally[Counter.Bytes]).ShouldBe((2, 4, 407));
    }

    [Fact]
    public void Scenarios_and_the_warm_up_are_counted_apart()
    {
        recorder.OnStart(ref stream, new Arrival(0, 0, Scenario: 1, Input: 0, IsWarmUp: true), 0);
        recorder.OnEnd(ref stream, Ms, StreamOutcome.Completed, verified: false);
        var exchange = new TallyExchange(2);
        recorder.Cut(exchange, at: 0);
        var total = new TallySet(2);

        exchange.MergeInto(total).ShouldBeTrue();

        total[1, warmUp: true].ShouldNotBeNull()[Counter.Completed].ShouldBe(1);
        total[1, warmUp: false].ShouldBeNull();
        total[0, warmUp: false].ShouldBeNull();
        exchange.MergeInto(total).ShouldBeFalse();
    }

    [Fact]
    public void Open_streams_are_added_up_over_time_whatever_the_cuts()
    {
        StreamMarks other = default;
        var exchange = new TallyExchange(2);
        recorder.OnStart(ref stream, At(0), 10 * Ms);
        recorder.Cut(exchange, at: 15 * Ms);
        recorder.OnStart(ref other, At(0), 20 * Ms);
        recorder.OnEnd(ref other, 50 * Ms, StreamOutcome.FailedReset, verified: false);
        recorder.OnEnd(ref stream, 45 * Ms, StreamOutcome.Completed, verified: false);
        recorder.Cut(exchange, at: 60 * Ms);
        recorder.Cut(exchange, at: 90 * Ms);
        var set = new TallySet(2);
        exchange.MergeInto(set);

        set[0, warmUp: false]![Counter.OpenTime].ShouldBe((35 + 30) * Ms);
    }

    [Fact]
    public void A_stream_that_is_still_open_counts_up_to_the_cut()
    {
        var exchange = new TallyExchange(2);
        recorder.OnStart(ref stream, At(0), 10 * Ms);
        recorder.Cut(exchange, at: 40 * Ms);
        var set = new TallySet(2);
        exchange.MergeInto(set);

        set[0, warmUp: false]![Counter.OpenTime].ShouldBe(30 * Ms);
    }

    [Fact]
    public void Nothing_is_allocated_for_a_stream_once_its_range_was_seen()
    {
        var exchange = new TallyExchange(2);
        Play(1000);
        recorder.Cut(exchange, at: 0);
        Play(1000);
        exchange.MergeInto(new TallySet(2));
        recorder.Cut(exchange, at: 0);

        ThreadAllocations.LeastOf(() => Play(10_000)).ShouldBe(0);
    }

    [Fact]
    public void Counts_are_kept_and_memory_is_bounded_while_the_reporter_is_away()
    {
        var exchange = new TallyExchange(2);
        var sets = new HashSet<TallySet>(ReferenceEqualityComparer.Instance);
        TallySet current = new(2);
        for (var i = 0; i < 3 * TallyExchange.MostWaiting; i++)
        {
            current.At(0, warmUp: false).Count(Counter.Started);
            current = exchange.Swap(current);
            sets.Add(current);
        }

        var total = new TallySet(2);
        exchange.MergeInto(total);

        total[0, warmUp: false].ShouldNotBeNull()[Counter.Started].ShouldBe(3 * TallyExchange.MostWaiting);
        sets.Count.ShouldBe(TallyExchange.MostWaiting);
    }

    private void Play(int streams)
    {
        for (var i = 0; i < streams; i++)
        {
            recorder.OnStart(ref stream, At(0), 1);
            recorder.OnConnected(ref stream, 3);
            recorder.OnHeaders(ref stream, 3 * Ms);
            recorder.OnEvent(ref stream, 5 * Ms, isContent: true);
            recorder.OnEvent(ref stream, 6 * Ms, isContent: true);
            recorder.OnRead(stream, 2, 120);
            recorder.OnEnd(ref stream, 7 * Ms, StreamOutcome.Completed, verified: false);
        }
    }

    private static Arrival At(long intended) => new(0, intended, Scenario: 0, Input: 0, IsWarmUp: false);

    private Tally Cut()
    {
        var exchange = new TallyExchange(2);
        recorder.Cut(exchange, at: 0);
        var set = new TallySet(2);
        exchange.MergeInto(set);
        return set[0, warmUp: false]!;
    }

    private static long Time(Tally tally, Clock clock) => tally.Times(clock, ClockColumn.Intended).Max;

    private static (long, long) Times(Tally tally, Clock clock) =>
        (tally.Times(clock, ClockColumn.Intended).Max, tally.Times(clock, ClockColumn.Real).Max);
}

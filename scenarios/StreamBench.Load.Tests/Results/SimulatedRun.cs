using System.Collections.Immutable;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Tests.Results;

/// <summary>A run without a server: what each stream meets follows from its number, whoever runs it.</summary>
internal static class SimulatedRun
{
    internal const long Second = 1_000_000_000;

    /// <summary>Plays a segment of a plan. <paramref name="slower"/> stretches every time; 1.2 is 20 % slower.</summary>
    internal static LoadResult Of(LoadPlan plan, Segment segment, int luck = 1, double slower = 1)
    {
        var seconds = (int)Math.Ceiling(plan.Length.TotalSeconds);
        var intervals = ImmutableArray.CreateBuilder<LoadInterval>();
        var totals = new TallySet(plan.Scenarios.Length);
        var recorder = new StreamRecorder(plan.Scenarios.Length, Second / 10);
        var exchange = new TallyExchange(plan.Scenarios.Length);
        var arrivals = ArrivalSchedule.Of(plan, segment).ToLookup(arrival => (int)(arrival.IntendedAt / Second));
        for (var second = 0; second < seconds; second++)
        {
            foreach (var arrival in arrivals[second])
            {
                Play(recorder, arrival, Chance.Of(luck, 1, arrival.Number), SharedLuck(luck, second) * slower);
            }

            recorder.Cut(exchange, (second + 1) * Second);
            var tallies = new TallySet(plan.Scenarios.Length);
            exchange.MergeInto(tallies);
            totals.Add(tallies);
            intervals.Add(new LoadInterval(second, TimeSpan.FromSeconds(1), arrivals[second].Count(), tallies));
        }

        return new LoadResult
        {
            Header = new ResultHeader
            {
                Plan = plan.Name,
                PlanDigest = PlanDigest.Of(plan),
                Seed = plan.Seed,
                Segments = [segment.ToString()],
                Scenarios = [.. plan.Scenarios.Select(scenario => scenario.Name)],
                Thresholds = plan.Thresholds,
                WarmUpNanoseconds = (long)plan.WarmUp.TotalNanoseconds,
                StartedAt = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero),
            },
            Intervals = intervals.ToImmutable(),
            Totals = totals,
            Measured = TimeSpan.FromSeconds(seconds) - plan.WarmUp,
        };
    }

    // Streams of one second share some of their luck.
    private static double SharedLuck(int luck, int second) => 0.9 + 0.2 * Chance.Share(luck, 2, second);

    private static void Play(StreamRecorder recorder, in Arrival arrival, Random chance, double slower)
    {
        StreamMarks stream = default;
        var at = arrival.IntendedAt + chance.Next(200_000);
        recorder.OnStart(ref stream, arrival, at);
        recorder.OnConnected(ref stream, at += Wait(0.3));
        recorder.OnHeaders(ref stream, at += Wait(1));
        if (chance.Next(200) == 0)
        {
            recorder.OnEnd(ref stream, at, StreamOutcome.Truncated, verified: false);
            return;
        }

        for (var i = 0; i < 5; i++)
        {
            recorder.OnEvent(ref stream, at += Wait(i == 0 ? 40 : 10), isContent: i > 0);
            recorder.OnRead(stream, events: 1, bytes: 80);
        }

        recorder.OnEnd(ref stream, at, StreamOutcome.Completed, verified: true);

        long Wait(double milliseconds) =>
            (long)(milliseconds * 1e6 * slower * (0.5 - Math.Log(1 - chance.NextDouble()) / 2));
    }
}

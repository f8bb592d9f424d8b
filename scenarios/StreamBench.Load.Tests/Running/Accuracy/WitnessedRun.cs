using StreamBench.Load.Clocks;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Plans;
using StreamBench.Load.Results;
using StreamBench.Load.Running;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Tests.Running.Accuracy;

/// <summary>A run whose every socket was watched, against a server that stamped every write.</summary>
internal sealed class WitnessedRun
{
    private readonly StampingServer server;
    private readonly List<WitnessedStream> streams;
    private readonly List<long> intended;

    private WitnessedRun(LoadPlan plan, LoadResult result, StampingServer server, List<WitnessedStream> all)
    {
        (Result, this.server) = (result, server);
        // One thread starts them, in the order of the plan.
        var planned = all.Zip(ArrivalSchedule.Of(plan, Segment.Whole)).Where(pair => !pair.Second.IsWarmUp).ToList();
        streams = [.. planned.Select(pair => pair.First)];
        // When the plan began is the engine's own affair; but one lateness is reported exactly, the smallest.
        var late = planned.ConvertAll(pair => Nanoseconds(pair.First.OpenedAt) - pair.Second.IntendedAt);
        var began = late.Min() - result.All().Times(Clock.Schedule, ClockColumn.Intended).Min;
        intended = planned.ConvertAll(pair => pair.Second.IntendedAt + began);
    }

    /// <summary>What the engine reports.</summary>
    internal LoadResult Result { get; }

    internal static async Task<WitnessedRun> PlayAsync(TimeProvider time, TimeSpan warmUp, TextWriter? results = null)
    {
        await using var stamping = new StampingServer();
        await using var target = new RunningServer(stamping.Address);
        var witnessed = new List<WitnessedStream>();
        var plan = Runs.Plan(script: null, streams: 200, perSecond: 100) with
        {
            Target = new LoadTarget { Dialect = "openai-chat" },
            WarmUp = warmUp,
        };
        var result = await plan.PlayAsync(
            target,
            options =>
                options with
                {
                    Time = time,
                    Poller = () => new WitnessPoller(Pollers.Fastest(), witnessed),
                    Results = results,
                }
        );
        return new WitnessedRun(plan, result, stamping, witnessed);
    }

    /// <summary>Nanoseconds that sockets were open, of all of them.</summary>
    internal double SocketTime => streams.Sum(stream => (double)Nanoseconds(stream.ClosedAt - stream.OpenedAt));

    /// <summary>From the start of each stream until the engine had read that event of it.</summary>
    internal IEnumerable<long> Until(int number, ClockColumn column) =>
        streams.Select(
            (stream, i) =>
                Nanoseconds(stream.ReadAt[number])
                - (column == ClockColumn.Real ? Nanoseconds(stream.OpenedAt) : intended[i])
        );

    internal IEnumerable<long> Gaps =>
        streams.SelectMany(stream => stream.ReadAt.Zip(stream.ReadAt.Skip(1), (from, to) => Nanoseconds(to - from)));

    internal IEnumerable<long> Lateness => streams.Select((stream, i) => Nanoseconds(stream.OpenedAt) - intended[i]);

    /// <summary>
    /// How long after the server's write the engine had read it, for the last event of each read: at least, counted from the
    /// write's end, and at most, from its begin.
    /// </summary>
    internal IEnumerable<(long Least, long Most)> Lags =>
        from stream in streams
        from number in Enumerable.Range(0, stream.ReadAt.Count)
        where number + 1 == stream.ReadAt.Count || stream.ReadAt[number + 1] != stream.ReadAt[number]
        let write = server[stream.Number, number]
        select (Nanoseconds(stream.ReadAt[number] - write.To), Nanoseconds(stream.ReadAt[number] - write.From));

    private static long Nanoseconds(long timestamp) =>
        (long)((Int128)timestamp * 1_000_000_000 / TimeProvider.System.TimestampFrequency);
}

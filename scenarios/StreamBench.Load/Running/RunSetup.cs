using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Plans;
using StreamBench.Load.Results;
using StreamBench.Load.Turns;

namespace StreamBench.Load.Running;

/// <summary>What is decided before a run begins.</summary>
internal static class RunSetup
{
    private static readonly string[] Transports = ["sse", "ndjson", "ws"];

    internal static LoadDialect DialectOf(LoadPlan plan)
    {
        var dialect =
            LoadDialect.Find(plan.Target.Dialect)
            ?? throw new LoadRunException(
                $"\"{plan.Target.Dialect}\" is no dialect that load speaks; it speaks {string.Join(", ", LoadDialect.All.Select(one => one.Name))}"
            );
        if (!Transports.Contains(plan.Target.Transport, StringComparer.Ordinal))
        {
            throw new LoadRunException(
                $"load does not speak \"{plan.Target.Transport}\"; it speaks {string.Join(", ", Transports)}"
            );
        }

        return dialect;
    }

    // Somebody's server may still have the conversations of an earlier run.
    internal static string Conversations(ILoadServer server, LoadPlan plan, DateTimeOffset started) =>
        server.IsOwn ? $"load-{plan.Seed}-" : $"load-{plan.Seed}-{started.ToUnixTimeMilliseconds():x}-";

    internal static ResultHeader Header(
        LoadPlan plan,
        LoadRunOptions options,
        ILoadServer server,
        DateTimeOffset started
    ) =>
        new()
        {
            Plan = plan.Name,
            PlanDigest = PlanDigest.Of(plan),
            Seed = plan.Seed,
            Segments = [options.Segment.ToString()],
            Scenarios = [.. plan.Scenarios.Select(scenario => scenario.Name)],
            Thresholds = plan.Thresholds,
            WarmUpNanoseconds = Nanoseconds(plan.WarmUp),
            StartedAt = started,
            Machine = MachineFacts.Of(plan, server),
        };

    // A server in the same process holds the other ends, and the fault proxy two more.
    internal static int Room(LoadPlan plan, ILoadServer server)
    {
        var ends = server.IsOwn ? 4 : 1;
        return Math.Max(1, DescriptorLimit.RoomFor(plan.MaxOpen * ends) / ends);
    }

    private static long Nanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}

using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Plans;
using StreamBench.Load.Results;
using StreamBench.Load.Turns;

namespace StreamBench.Load.Running;

/// <summary>What is decided before a run begins.</summary>
internal static class RunSetup
{
    /// <summary>The dialect of a plan, and the plan with the transport that it leaves to the dialect.</summary>
    /// <exception cref="InvalidDataException">The target asks for what its transport cannot give.</exception>
    /// <exception cref="LoadRunException">Load does not speak the dialect, or not over that transport.</exception>
    internal static (LoadDialect Dialect, LoadPlan Plan) Settle(LoadPlan plan)
    {
        var dialect =
            LoadDialects.Find(plan.Target.Dialect)
            ?? throw new LoadRunException(
                $"\"{plan.Target.Dialect}\" is no dialect that load speaks; it speaks {string.Join(", ", LoadDialects.All.Select(one => one.Name))}"
            );
        var transport = LoadDialects.TransportOf(plan.Target)!;
        // Once more: a plan that was read from a file may have been changed since, by the command line.
        if (TargetChecks.Of(plan).FirstOrDefault() is { } fault)
        {
            throw new InvalidDataException($"{fault.Path.Replace('/', '.')}: {fault.Message}");
        }

        return dialect.Transports.Contains(transport, StringComparer.Ordinal)
            ? (dialect, plan with { Target = plan.Target with { Transport = transport } })
            : throw new LoadRunException(
                $"load does not speak {dialect.Name} over \"{transport}\"; it does over {string.Join(", ", dialect.Transports)}"
            );
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

using System.Collections.Immutable;

namespace StreamBench.Load.Counters;

/// <summary>The exact meaning of a counter.</summary>
/// <param name="Counter">Which.</param>
/// <param name="Name">Its word in thresholds, results and reports.</param>
/// <param name="Meaning">When it counts.</param>
public sealed record CounterDefinition(Counter Counter, string Name, string Meaning);

/// <summary>Every counter with its definition; scenarios/CLOCKS.md is written from it.</summary>
public static class CounterTable
{
    /// <summary>The definitions, in the order of <see cref="Counter"/>.</summary>
    public static ImmutableArray<CounterDefinition> All { get; } =
    [
        new(Counter.Dropped, "dropped", "arrivals that found max-open streams open and were not started"),
        new(Counter.Started, "started", "streams the engine began to connect"),
        new(
            Counter.Completed,
            "completed",
            "streams that ended with the completion signal and, where verified, in the right state"
        ),
        new(Counter.Mismatch, "mismatch", "streams that ended with the completion signal but in a wrong final state"),
        new(Counter.Truncated, "truncated", "streams that were closed cleanly without the completion signal"),
        new(
            Counter.Refused,
            "refused",
            "streams answered by an error status, or by a stated refusal, instead of a stream; and calls that ended with a grpc-status other than 0, whenever"
        ),
        new(Counter.FailedConnect, "failed.connect", "streams that could not connect"),
        new(Counter.FailedReset, "failed.reset", "streams whose connection was reset or broke"),
        new(Counter.FailedTimeout, "failed.timeout", "streams that took longer than the plan's timeout"),
        new(Counter.FailedProtocol, "failed.protocol", "streams with bytes that the transport or dialect cannot read"),
        new(Counter.FailedByServer, "failed.server", "streams whose turn the server ended as failed or cancelled"),
        new(Counter.Unfinished, "unfinished", "streams still open when the run and its grace period were over"),
        new(Counter.Verified, "verified", "streams whose final state was compared with the script's"),
        new(
            Counter.Events,
            "events",
            "events, heartbeat comments left out; each answer to a poll has a hello of its own"
        ),
        new(Counter.ContentEvents, "content", "events with text that a user sees"),
        new(
            Counter.Bytes,
            "bytes",
            "bytes of responses, heads and framing included; bytes of bodies where the handler of HttpClient carries the stream"
        ),
        new(Counter.Reads, "reads", "reads that completed at least one event; answers to polls that brought one"),
        new(Counter.CoalescedEvents, "coalesced", "events completed by a read that completed more than one"),
        new(Counter.Stalls, "stalls", "gaps longer than the plan's stall bound"),
        new(Counter.Reconnects, "reconnects", "connections opened again within a stream; the next poll is none"),
        new(Counter.Watchers, "watchers", "idle watchers whose stream opened; they are no arrivals"),
        new(
            Counter.WatchersLost,
            "watchers.lost",
            "streams of idle watchers that could not open, or ended before the run did; each tries again"
        ),
        new(
            Counter.OpenTime,
            "open.time",
            "nanoseconds that streams were open, from their real start to their end, of all of them"
        ),
    ];

    /// <summary>The definition of a counter.</summary>
    public static CounterDefinition Of(Counter counter) => All[(int)counter];

    /// <summary>The definition under a name (<c>mismatch</c>), or null.</summary>
    public static CounterDefinition? Find(string name) => All.FirstOrDefault(counter => counter.Name == name);
}

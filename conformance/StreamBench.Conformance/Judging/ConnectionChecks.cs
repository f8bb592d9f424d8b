using System.Text.Json.Nodes;
using StreamBench.Conformance.Results;
using StreamBench.Dialects.Design;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of how often and when a client connects.</summary>
internal static class ConnectionChecks
{
    internal static Check Connections { get; } =
        new(
            "streams",
            Axis.Recovery,
            "the stream is asked for this often: a number, or { min, max }",
            context =>
            {
                if (context.Run.Transport == "lp")
                {
                    return Finding.Void("a poll is a request of its own");
                }

                var (min, max) = context.Value is JsonObject range
                    ? (range["min"]?.GetValue<long>() ?? 0, range["max"]?.GetValue<long>() ?? long.MaxValue)
                    : (context.Number, context.Number);
                var seen = context.Streams.Count;
                return Finding.Of(
                    seen >= min && seen <= max,
                    $"the stream was asked for {seen} times, not {(min == max ? $"{min}" : $"{min} to {max}")}"
                );
            }
        )
        {
            Role = CheckRole.Reaction,
        };

    internal static Check NotBefore { get; } =
        new(
            "not-before",
            Axis.Recovery,
            "after the first fault of the proxy, or else the first bye, the client stays away at least so many milliseconds (10 % are forgiven)",
            context =>
            {
                var from =
                    CursorChecks.FirstFault(context)?.Time
                    ?? context.Evidence.Steps.FirstOrDefault(step => step.Step.Do == "bye")?.At;
                return from is { } time ? StaysAway(context, time) : Finding.Void("the fault did not strike");
            }
        )
        {
            Asks = Topic.Delay,
            IsSubject = true,
        };

    internal static Check AfterRefusal { get; } =
        new(
            "after-refusal",
            Axis.Recovery,
            "after the first refused request the stream is not asked for in the next so many milliseconds (10 % are forgiven)",
            context =>
                context.Streams.FirstOrDefault(request => request.Status >= 400) is { } refused
                    ? StaysAway(context, refused.Time)
                    : Finding.Void("no request was refused")
        );

    internal static Check Backoff { get; } =
        new(
            "backoff",
            Axis.Recovery,
            "the waits between refused connections grow and are not all equal",
            context =>
            {
                var at = context
                    .Evidence.Faults.Where(fault => fault.What == "refuse")
                    .Select(fault => fault.Time)
                    .ToList();
                if (at.Count < 4)
                {
                    return Finding.Missed($"it tried {at.Count} times only");
                }

                var waits = at.Zip(at.Skip(1), (one, next) => (next - one).TotalMilliseconds).ToList();
                var grows = waits[^1] > 1.5 * waits[0]; // more than timers differ by chance
                var differs = waits.Distinct().Count() > 1;
                return Finding.Of(
                    grows && differs,
                    $"the waits are {string.Join(", ", waits.Select(w => $"{w:F0}"))} ms"
                );
            }
        );

    internal static Check Between { get; } =
        new(
            "between-streams",
            Axis.Recovery,
            "the second request for the stream comes at least so many milliseconds after the first (10 % are forgiven)",
            context =>
                context.Streams is [var first, ..]
                    ? StaysAway(context, first.Time)
                    : Finding.Missed("the stream was not asked for")
        )
        {
            Asks = Topic.Delay,
            IsSubject = true,
        };

    private static Finding StaysAway(CheckContext context, DateTimeOffset from)
    {
        // The server's own word, so no time scale changes it.
        var least = TimeSpan.FromMilliseconds(context.Number * 0.9);
        return context.Streams.FirstOrDefault(request => request.AskedAt > from) is { } next
            ? Finding.Of(
                next.AskedAt - from >= least,
                $"it came back after {(next.AskedAt - from).TotalMilliseconds:F0} ms, asked were {context.Number}"
            )
            : Finding.Missed("it did not come back");
    }
}

using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of how many streams a client opens, and of whether it comes to an end.</summary>
internal static class PaceChecks
{
    internal static Check StreamsPer { get; } =
        new(
            "streams-per",
            Axis.Recovery,
            "where each connection lives so many milliseconds, at most half as many more are opened as the run has room for",
            context =>
            {
                var took = (context.Evidence.EndedAt - context.Evidence.StartedAt).TotalMilliseconds;
                var (most, seen) = (1.5 * ((took / context.Number) + 1), context.Streams.Count);
                return Finding.Of(
                    seen <= most,
                    $"the stream was asked for {seen} times in {took:F0} ms, with room for {most:F0}"
                );
            }
        );

    internal static Check OpenStreams { get; } =
        new(
            "open-streams",
            Axis.Closing,
            "whenever a step `wait` is done, at most so many streams are open",
            context =>
            {
                var seen = context
                    .Evidence.Steps.Where(step => step.Step.Do == "wait")
                    .Select(step => step.OpenStreams)
                    .ToList();
                return seen.Count == 0
                    ? Finding.Missed("no step looked")
                    : Finding.Of(
                        seen[^1] <= context.Number,
                        $"{string.Join(", then ", seen)} streams were open, not {context.Number}"
                    );
            }
        );

    internal static Check InTime { get; } =
        new(
            "in-time",
            Axis.State,
            "the client comes to an end by itself, before its deadline",
            context =>
            {
                var took = context.Evidence.EndedAt - context.Evidence.StartedAt;
                var deadline = context.Evidence.Clients[0].Order.Stop.DeadlineMs;
                return Finding.Of(
                    took.TotalMilliseconds < deadline * 0.95, // its clock and ours need not agree to the millisecond
                    $"it was still trying at its deadline of {deadline} ms"
                );
            }
        )
        {
            Role = CheckRole.Result,
        };
}

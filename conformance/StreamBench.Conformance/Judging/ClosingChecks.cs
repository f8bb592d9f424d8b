using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of how a client leaves.</summary>
internal static class ClosingChecks
{
    internal static Check Closed { get; } =
        new(
            "closed",
            Axis.Closing,
            "no stream is left open",
            context =>
                Finding.Of(context.Evidence.OpenStreams == 0, $"{context.Evidence.OpenStreams} streams are still open")
        );

    internal static Check Quiet { get; } =
        new(
            Checks.Quiet,
            Axis.Closing,
            "for so many milliseconds after its end the client asks for nothing",
            context =>
            {
                var late = context
                    .Evidence.Requests.Where(request => request.AskedAt > context.Evidence.EndedAt)
                    .ToList();
                return Finding.Of(
                    late.Count == 0,
                    $"{late.Count} requests after the end, the first {late.FirstOrDefault()?.Method} {late.FirstOrDefault()?.Path}"
                );
            }
        );
}

using StreamBench.Conformance.Results;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.FaultProxy.Rules;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of the cursors with which a client comes back.</summary>
internal static class CursorChecks
{
    // Bytes that were on the way when a connection broke may never reach a client, and a half answer to a poll is none.
    private static readonly HashSet<string> Exact = new(["sse", "ndjson", "ws"], StringComparer.Ordinal);

    internal static Check ResumesAt { get; } =
        KeptPlaces.Or(
            "resumes-at",
            "the first request after the first fault carries the cursor of this event; 0 is the beginning",
            context =>
            {
                if (FirstFault(context) is not { } fault)
                {
                    return Finding.Void("the fault did not strike");
                }

                if (context.Streams.FirstOrDefault(request => request.Time > fault.Time) is not { } next)
                {
                    // Whoever has everything may stay away.
                    return Finding.Of(
                        context.Number >= context.Told(context.Evidence.Journal[^1].Seq),
                        "the client did not come back after the fault"
                    );
                }

                var (wanted, seen) = (context.Told(context.Number), SeqOf(context, next));
                var exact = Exact.Contains(context.Run.Transport) && fault.What == "cut" && IsOrderly(fault.Detail);
                return Finding.Of(
                    exact ? seen == wanted : seen <= wanted,
                    $"it came back with the cursor of event {seen}, not {wanted}"
                );
            }
        );

    internal static Check ResumesWith { get; } =
        new(
            "resumes-with",
            Axis.Recovery,
            "the second request for the stream carries exactly this cursor; {epoch} in it is the conversation's",
            context =>
            {
                var wanted = context
                    .Value!.GetValue<string>()
                    .Replace("{epoch}", $"{context.Values["epoch"]}", StringComparison.Ordinal);
                var seen = context.Streams.ElementAtOrDefault(1);
                return Finding.Of(
                    seen?.Cursor == wanted,
                    seen is null
                        ? "it did not come back"
                        : $"it came back with the cursor {seen.Cursor ?? "(none)"}, not {wanted}"
                );
            }
        )
        {
            IsNativeOnly = true,
        };

    internal static Check AlwaysAt { get; } =
        KeptPlaces.Or(
            "reconnects-at",
            "every reconnect carries the cursor of this event",
            context =>
            {
                var wanted = context.Told(context.Number);
                var seen = context.Streams.Skip(1).Select(request => SeqOf(context, request)).ToList();
                return Finding.Of(
                    seen.Count > 0
                        && seen.TrueForAll(seq =>
                            Exact.Contains(context.Run.Transport) ? seq == wanted : seq == seen[0] && seq <= wanted
                        ),
                    $"the reconnects carry the cursors of events {string.Join(", ", seen)}, not {wanted} each"
                );
            }
        );

    internal static Check NeverForgotten { get; } =
        KeptPlaces.Or(
            "cursor-kept",
            "no request for the stream carries an older cursor than one before it (unless the epoch changed)",
            context =>
            {
                var best = (Epoch: 0, Seq: 0L);
                foreach (var request in context.Streams)
                {
                    var at = request.Cursor is { } text ? context.Evidence.ReadCursor(text) : (best.Epoch, 0);
                    if (at is not { } seen)
                    {
                        continue; // a cursor of its own making asks for a snapshot
                    }

                    if (seen.Epoch == best.Epoch && seen.Item2 < best.Seq)
                    {
                        return Finding.Missed($"it asked from event {seen.Item2} after it had asked from {best.Seq}");
                    }

                    best = (seen.Epoch, seen.Item2);
                }

                return Finding.Held;
            }
        );

    internal static FaultProxy.FaultRecord? FirstFault(CheckContext context) =>
        context.Evidence.Faults.FirstOrDefault(Disturbs);

    /// <summary>True when a rule has done something to the stream, and not only noted what was said.</summary>
    internal static bool Disturbs(FaultProxy.FaultRecord fault) =>
        fault.Rule is not null && fault.What != NoteRule.Word;

    internal static long SeqOf(CheckContext context, RequestRecord request) =>
        request.Cursor is { } text && context.Evidence.ReadCursor(text) is { } at ? at.Seq : 0;

    private static bool IsOrderly(string? detail) =>
        detail is not null
        && (
            detail.Contains("fin", StringComparison.OrdinalIgnoreCase)
            || detail.Contains("end", StringComparison.OrdinalIgnoreCase)
        );
}

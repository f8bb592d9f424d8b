using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of what a client asks a stream to begin with, wherever a fault was made by the server itself.</summary>
internal static class AskingChecks
{
    internal static Check AsksFrom { get; } =
        KeptPlaces.Or(
            "asks-from",
            "at least one request for the stream carries the cursor of this event",
            context =>
            {
                var wanted = context.Told(context.Number);
                var seen = context.Streams.Select(request => CursorChecks.SeqOf(context, request)).ToList();
                return Finding.Of(
                    seen.Contains(wanted),
                    $"the requests carry the cursors of events {string.Join(", ", seen)}, none of {wanted}"
                );
            }
        );

    internal static Check AsksAgain { get; } =
        new(
            "asks-again",
            Axis.Recovery,
            "the client asks for the stream anew, or for the history, to put right what it found to be wrong",
            context =>
            {
                var isPolled = context.Run.Transport == "lp";
                var anew = context
                    .Streams.Skip(1)
                    .Any(request =>
                        !isPolled || request.Cursor is not { } text || context.Evidence.ReadCursor(text) is null
                    );
                var looksUp = context.Evidence.Requests.Any(request => RequestChecks.Is("history", request));
                return Finding.Of(anew || looksUp, "the client asked for nothing after what was wrong");
            }
        )
        {
            Role = CheckRole.Reaction,
        };

    internal static Check CursorsKnown { get; } =
        KeptPlaces.Or(
            "cursors-known",
            "every cursor sent is one that the server gave, byte for byte",
            context =>
            {
                var strange = context.Streams.FirstOrDefault(request =>
                    request.Cursor is { } cursor && context.Evidence.ReadCursor(cursor) is null
                );
                return Finding.Of(strange is null, $"the cursor \"{strange?.Cursor}\" is none of the server's");
            }
        );

    internal static Check ResumesComplete { get; } =
        KeptPlaces.Or(
            "resumes-complete",
            "the first request after a cut inside an event carries the cursor of an event that was sent whole",
            context =>
            {
                if (CursorChecks.FirstFault(context) is not { EventIndex: { } index } fault)
                {
                    return Finding.Void("the fault did not strike inside an event");
                }

                if (
                    context.Run.Transport == "lp"
                    || context.Streams.FirstOrDefault(request => request.Time > fault.Time) is not { } next
                )
                {
                    return Finding.Void("there is no stream to compare with");
                }

                var (seen, whole) = (CursorChecks.SeqOf(context, next), context.SaidWith(index));
                return Finding.Of(seen <= whole, $"it came back with the cursor of event {seen}, and had only {whole}");
            }
        );
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Vectors;
using StreamBench.Protocol.Json;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of what a parser of server-sent events makes of bytes.</summary>
internal static class ParseChecks
{
    internal static Check Events { get; } =
        new(
            "events",
            Axis.State,
            "the events told are those of the byte vector, or messages with these data",
            context =>
            {
                var vector = ByteChunks.VectorOf(context.Run);
                ImmutableArray<SseVectorEvent> wanted =
                    vector?.Events
                    ??
                    [
                        .. ((JsonArray)context.Value!).Select(data => new SseVectorEvent("message", (string)data!, "")),
                    ];
                var seen = Told(context).Select(told => told.Event).ToList();
                var first = Enumerable
                    .Range(0, Math.Max(seen.Count, wanted.Length))
                    .FirstOrDefault(i => seen.ElementAtOrDefault(i) != wanted.ElementAtOrDefault(i), -1);
                return Finding.Of(
                    first < 0,
                    $"{Name(vector)}event {first + 1} is {seen.ElementAtOrDefault(first)?.ToString() ?? "missing"}, "
                        + $"expected {wanted.ElementAtOrDefault(first)?.ToString() ?? "nothing"}"
                );
            }
        );

    internal static Check End { get; } =
        new(
            "parse-end",
            Axis.Recovery,
            "last event id and retry after the end, as reported (state: { lastEventId, retryMs }) or as the reconnect shows, are the vector's",
            context =>
            {
                var vector = ByteChunks.VectorOf(context.Run)!;
                var answer = context.Evidence.Clients[0].Answer.State;
                var reconnect = context
                    .Evidence.Requests.Where(request => request.Method == "GET")
                    .ElementAtOrDefault(1);
                var id = answer.Text("lastEventId") ?? (reconnect is null ? null : reconnect.Cursor ?? "");
                if (id is not null && id != vector.FinalLastEventId)
                {
                    return Finding.Missed(
                        $"{Name(vector)}the last event id is \"{id}\", not \"{vector.FinalLastEventId}\""
                    );
                }

                var retry = answer.Member("retryMs");
                return (retry.ValueKind, vector.RetryMs.ValueKind) switch
                {
                    (JsonValueKind.Undefined, _) when id is null => Finding.Void("the client reports neither"),
                    (JsonValueKind.Undefined, _) or (_, JsonValueKind.String) => Finding.Held,
                    _ => Finding.Of(
                        JsonElement.DeepEquals(retry, vector.RetryMs),
                        $"{Name(vector)}retry is {retry}, not {vector.RetryMs}"
                    ),
                };
            }
        );

    internal static Check Comments { get; } =
        new(
            "comments",
            Axis.State,
            "the comments reported (state: { comments }) are the vector's, where it tells them",
            context =>
            {
                var vector = ByteChunks.VectorOf(context.Run)!;
                var seen = context.Evidence.Clients[0].Answer.State.Member("comments");
                return Finding.Of(
                    !vector.Comments.IsPresent || (seen.IsPresent && JsonElement.DeepEquals(seen, vector.Comments)),
                    $"{Name(vector)}the comments are {(seen.IsPresent ? seen : "missing")}, not {vector.Comments}"
                );
            }
        )
        {
            Capability = "comments",
        };

    internal static Check BeforeNextPart { get; } =
        new(
            "told-before-next",
            Axis.State,
            "the events of each part are told before the next part goes out: { after part: number of events so far }",
            context =>
            {
                var told = Told(context);
                foreach (var (part, number) in (JsonObject)context.Value!)
                {
                    var next = int.Parse(part, CultureInfo.InvariantCulture);
                    var before = told.Count(one => one.At < context.Evidence.Sent.ElementAtOrDefault(next));
                    if (before != number!.GetValue<int>())
                    {
                        return Finding.Missed(
                            $"{before} events had been told when part {next + 1} went out, expected were {number}"
                        );
                    }
                }

                return Finding.Held;
            }
        );

    private static List<(DateTimeOffset At, SseVectorEvent Event)> Told(CheckContext context) =>
        [
            .. context
                .Evidence.Clients[0]
                .Notes.Where(told => told.Note is EventNote)
                .Select(told => (told.At, (EventNote)told.Note))
                .Select(told =>
                    (told.At, new SseVectorEvent(told.Item2.Type, told.Item2.Data, told.Item2.LastEventId))
                ),
        ];

    private static string Name(SseVector? vector) => vector is null ? "" : $"{vector.Id} ({vector.Title}): ";
}

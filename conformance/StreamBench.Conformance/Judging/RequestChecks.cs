using System.Text.Json.Nodes;
using StreamBench.Conformance.Results;
using StreamBench.Dialects.Design;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of what a client asks for besides the stream.</summary>
internal static class RequestChecks
{
    internal static Check SubmittedOnce { get; } =
        new(
            "submitted-once",
            Axis.Recovery,
            "each message of the user is one turn, however often it was sent",
            context =>
            {
                var ids = Submits(context).Select(request => request.ClientMessageId).ToList();
                if (ids.Contains(null))
                {
                    return Finding.Missed("a message was sent without its clientMessageId");
                }

                var turns = context
                    .Evidence.Journal.OfType<ItemOpen>()
                    .Where(item => item.ClientMessageId is not null)
                    .GroupBy(item => item.ClientMessageId, StringComparer.Ordinal)
                    .FirstOrDefault(group => group.Count() > 1);
                return Finding.Of(turns is null, $"message {turns?.Key} became {turns?.Count()} turns");
            }
        )
        {
            Asks = Topic.MessageIds,
        };

    internal static Check SameMessage { get; } =
        new(
            "same-message",
            Axis.Recovery,
            "all tries of the one message carry the same clientMessageId",
            context =>
            {
                var ids = Submits(context)
                    .Select(request => request.ClientMessageId)
                    .Distinct(StringComparer.Ordinal)
                    .ToList();
                return Finding.Of(
                    ids is [not null],
                    $"the message was sent as {string.Join(", ", ids.Select(id => id ?? "none"))}"
                );
            }
        )
        {
            Asks = Topic.Answers,
        };

    internal static Check Requests { get; } =
        new(
            "requests",
            Axis.Recovery,
            "requests of a kind: { kind: turns | approvals | cancel | tool-results | history, min, max }",
            context =>
            {
                var value = (JsonObject)context.Value!;
                var kind = (string)value["kind"]!;
                var seen = Of(context, kind).Count();
                var (min, max) = (value["min"]?.GetValue<long>() ?? 0, value["max"]?.GetValue<long>() ?? long.MaxValue);
                return Finding.Of(seen >= min && seen <= max, $"{seen} requests of {kind}, not {min} to {max}");
            }
        )
        {
            Asks = Topic.Answers,
        };

    internal static Check SameKey { get; } =
        new(
            "same-key",
            Axis.Recovery,
            "all tries of the same request carry the same key, and there is one: approvals (when nothing is said) or tool-results",
            context =>
            {
                var keys = Of(context, (string?)context.Value ?? "approvals")
                    .Select(request => request.IdempotencyKey)
                    .Distinct(StringComparer.Ordinal)
                    .ToList();
                return keys.Count == 0
                    ? Finding.Missed("no such request was sent")
                    : Finding.Of(
                        keys is [not null],
                        $"the requests carry the keys {string.Join(", ", keys.Select(k => k ?? "none"))}"
                    );
            }
        )
        {
            Asks = Topic.Answers,
        };

    internal static Check Answers { get; } =
        new(
            "did",
            Axis.State,
            "the client did what it was asked to in every step",
            context =>
            {
                var bad = context
                    .Evidence.Steps.SelectMany(s => s.Answers.Select(a => (s.Step.Do, a)))
                    .FirstOrDefault(s => !s.a.Ok);
                return Finding.Of(bad.a is null, $"{bad.Do}: {bad.a?.Message ?? "not done"}");
            }
        );

    // What was cut off on its way is answered with 400, and nobody knows what it carried.
    private static IEnumerable<RequestRecord> Submits(CheckContext context) =>
        Of(context, "turns").Where(request => request.Status != 400);

    /// <summary>True for a request of this kind.</summary>
    /// <exception cref="FormatException">There is no such kind.</exception>
    internal static bool Is(string kind, RequestRecord request) =>
        kind switch
        {
            "turns" => Ends(request, "/turns") || Ends(request, "/Send"),
            "approvals" => request.Path.Contains("/approvals/", StringComparison.Ordinal) || Ends(request, "/Decide"),
            "cancel" => Ends(request, "/cancel") || Ends(request, "/Cancel"),
            "tool-results" => request.Path.Contains("/items/", StringComparison.Ordinal),
            "history" => request.Transport == "http" && request.Method == "GET" || Ends(request, "/History"),
            _ => throw new FormatException(
                $"there is no kind of request \"{kind}\"; there are turns, approvals, cancel, tool-results, history"
            ),
        };

    private static IEnumerable<RequestRecord> Of(CheckContext context, string kind) =>
        context.Evidence.Requests.Where(request => Is(kind, request));

    private static bool Ends(RequestRecord request, string end) => request.Path.EndsWith(end, StringComparison.Ordinal);
}

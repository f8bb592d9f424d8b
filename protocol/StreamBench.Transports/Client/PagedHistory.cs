using System.Text.Json;
using System.Text.Json.Nodes;

namespace StreamBench.Transports.Client;

/// <summary>
/// Reads a history that comes in pages, newest first, and puts it together. What was said between two pages shows in the digest, which is
/// that of the whole: a state of two moments is not adopted.
/// </summary>
/// <remarks>Source: StreamBench protocol §6, "Requests".</remarks>
internal static class PagedHistory
{
    private const int MaxPages = 1_000;

    /// <summary>Fetches all pages; answers as one request would that gives all of it, or the first answer that is no page.</summary>
    internal static async Task<ChatReply> FetchAsync(
        IChatRequests requests,
        Caller caller,
        CancellationToken cancellation
    )
    {
        var newest = await requests.HistoryAsync(caller, null, cancellation);
        if (!newest.IsSuccess || newest.Text("before") is not { } before)
        {
            return newest;
        }

        var pages = new Stack<JsonObject>();
        pages.Push(State(newest));
        for (var next = before; next is not null; )
        {
            var page = await requests.HistoryAsync(caller, next, cancellation);
            if (!page.IsSuccess)
            {
                return page;
            }

            if (pages.Count == MaxPages || page.Text("before") == next)
            {
                return Endless();
            }

            pages.Push(State(page));
            next = page.Text("before");
        }

        var whole = JsonObject.Create(newest.Body)!;
        whole["state"] = Join(pages);
        return newest with { Body = JsonSerializer.SerializeToElement(whole) };
    }

    private static JsonObject State(ChatReply page) =>
        page.Body.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.Object
            ? JsonObject.Create(state)!
            : [];

    // From the oldest to the newest; what belongs to no turn is as the newest says it.
    private static JsonObject Join(Stack<JsonObject> oldestFirst)
    {
        var whole = new JsonObject();
        foreach (var page in oldestFirst)
        {
            foreach (var (member, value) in page)
            {
                whole[member] = (member, whole[member], value) switch
                {
                    ("turns" or "order", JsonArray before, JsonArray after) => Joined(before, after),
                    ("items" or "approvals", JsonObject before, JsonObject after) => Joined(before, after),
                    _ => value?.DeepClone(),
                };
            }
        }

        return whole;
    }

    private static JsonArray Joined(JsonArray before, JsonArray after) =>
        [.. before.Concat(after).Select(node => node?.DeepClone())];

    private static JsonObject Joined(JsonObject before, JsonObject after)
    {
        var joined = (JsonObject)before.DeepClone();
        foreach (var (key, value) in after)
        {
            joined[key] = value?.DeepClone();
        }

        return joined;
    }

    private static ChatReply Endless() =>
        new(
            0,
            Failure: new(StreamEndKind.Corrupt, StreamSide.Server, $"the history has no first page within {MaxPages}")
        );
}

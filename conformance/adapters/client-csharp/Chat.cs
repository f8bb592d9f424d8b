using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClientCSharp;

/// <summary>The client: follows a conversation of streambench/1 over server-sent events, and comes back after every drop.</summary>
internal sealed class Chat(JsonNode order) : IDisposable
{
    // A cursor goes back as the bytes that it came in.
    private static readonly HttpClient Http = new(
        new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly Conversation conversation = new();
    private readonly JsonNode config = order["config"]!;
    private readonly JsonNode stop = order["stop"]!;
    private readonly CancellationTokenSource leaving = new(order["stop"]!["deadlineMs"]!.GetValue<int>());
    private readonly string address = $"{order["url"]}/v1/conversations/{order["conversation"]}";

    /// <summary>Sends the message, if there is one, and follows until the turn or the stream has ended.</summary>
    /// <returns>The outcome.</returns>
    internal async Task<string> FollowAsync(JsonNode? message)
    {
        if (message is not null)
            await SubmitAsync(message);
        for (var inVain = 0; !conversation.IsDone(stop); inVain++)
        {
            if (inVain > 10 || leaving.IsCancellationRequested)
                return "gave_up";
            var before = conversation.Cursor;
            try
            {
                if (await ConnectAsync() is { } problem)
                    return problem;
            }
            catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException) { } // a drop
            catch (Exception e) when (e is JsonException or InvalidOperationException) { } // an event that cannot be read
            if (conversation.Cursor != before)
                inVain = 0;
            if (!conversation.IsDone(stop))
                await Task.Delay(Wait, TimeProvider.System);
        }

        return "ok";
    }

    internal JsonObject Report() => conversation.Report();

    internal void Leave() => leaving.Cancel();

    public void Dispose() => leaving.Dispose();

    // One connection: reads until the turn or the stream ends, or nothing comes for too long. Answers why it is no use to come back.
    private async Task<string?> ConnectAsync()
    {
        using var silent = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token);
        var patience = Math.Min(Milliseconds("idleTimeoutMs"), Milliseconds("turnTimeoutMs"));
        silent.CancelAfter(patience);
        using var request = NewRequest(HttpMethod.Get, "events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (conversation.Cursor is { } cursor)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", cursor);
        using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silent.Token);
        if (answer.StatusCode == HttpStatusCode.NoContent)
            conversation.End();
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            return "auth_required";
        if (answer.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.NoContent)
            return null;
        var type = answer.Content.Headers.ContentType?.MediaType;
        if (!answer.IsSuccessStatusCode || !string.Equals(type, "text/event-stream", StringComparison.OrdinalIgnoreCase))
            return "error";
        try
        {
            // The id of an item that was delivered; the parser's LastEventId may be that of one that was cut off.
            var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(silent.Token));
            await foreach (var item in parser.EnumerateAsync(silent.Token))
            {
                silent.CancelAfter(patience);
                if (item.Data.Length > 0 && !conversation.Take(JsonNode.Parse(item.Data)!, item.EventId))
                    return null; // a hole: ask again from the cursor
                if (conversation.IsDone(stop))
                    return null;
            }
        }
        catch (OperationCanceledException) when (!leaving.IsCancellationRequested)
        {
            conversation.GiveUpTurns(Milliseconds("turnTimeoutMs"));
        }

        return null;
    }

    // The same clientMessageId again is no second turn.
    private async Task SubmitAsync(JsonNode message)
    {
        for (var tries = 0; tries < 5 && !leaving.IsCancellationRequested; tries++)
        {
            try
            {
                using var request = NewRequest(HttpMethod.Post, "turns");
                request.Content = JsonContent.Create(message);
                using var answer = await Http.SendAsync(request, leaving.Token);
                if (answer.StatusCode < HttpStatusCode.InternalServerError)
                    return;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException) { } // not reached, or no answer
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    private HttpRequestMessage NewRequest(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, $"{address}/{path}");
        foreach (var (name, value) in config["headers"]?.AsObject() ?? [])
            request.Headers.TryAddWithoutValidation(name, value!.GetValue<string>());
        return request;
    }

    private TimeSpan Wait => TimeSpan.FromMilliseconds(Math.Max(conversation.RetryMs, Milliseconds("initialRetryMs")));

    private int Milliseconds(string name) => config[name]!.GetValue<int>();
}

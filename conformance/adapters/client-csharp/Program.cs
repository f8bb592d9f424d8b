// A StreamBench client under test: HttpClient and SseParser. Speaks SBCP/1 on stdin/stdout, server-sent events on the wire.
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using ClientCSharp;

using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
var runs = new ConcurrentDictionary<string, CancellationTokenSource>(StringComparer.Ordinal);
var output = TextWriter.Synchronized(Console.Out);
while (Console.ReadLine() is { } line)
{
    var order = JsonNode.Parse(line)!;
    switch (order["cmd"]!.GetValue<string>())
    {
        case "start":
            output.WriteLine(
                """{"re":"start","protocol":1,"client":{"name":"client-csharp","language":"C#"},"capabilities":["stream","resume","state"],"transports":["sse"],"maxConcurrency":8}"""
            );
            break;
        case "case":
            _ = Task.Run(() => RunAsync(order));
            break;
        case "do":
            var stop =
                order["action"]!.GetValue<string>() == "dispose" ? runs.GetValueOrDefault(Text(order, "run")) : null;
            stop?.Cancel();
            var did = stop is null ? "unsupported" : "ok";
            output.WriteLine(
                new JsonObject
                {
                    ["re"] = "do",
                    ["run"] = Text(order, "run"),
                    ["step"] = Text(order, "step"),
                    [did] = true,
                }.ToJsonString()
            );
            break;
        default:
            return;
    }
}

async Task RunAsync(JsonNode order)
{
    var chat = new Conversation();
    using var closing = new CancellationTokenSource(order["stop"]!["deadlineMs"]!.GetValue<int>());
    runs[Text(order, "run")] = closing;
    var (outcome, inVain) = ("ok", 0);
    var address = $"{Text(order, "url")}/v1/conversations/{Text(order, "conversation")}";
    if (order["message"] is { } message)
        using (await TrySendAsync(order, HttpMethod.Post, $"{address}/turns", closing.Token, body: message)) { }
    while (!chat.IsDone(order["stop"]!) && outcome == "ok")
    {
        var before = chat.Cursor;
        using var answer = await TrySendAsync(order, HttpMethod.Get, $"{address}/events", closing.Token, chat.Cursor);
        if (answer is { IsSuccessStatusCode: true })
            outcome = await ReadAsync(answer, chat, order, closing.Token) ? outcome : "error";
        else if (answer is { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError })
            outcome = answer.StatusCode == HttpStatusCode.Unauthorized ? "auth_required" : "error";
        inVain = chat.Cursor == before ? inVain + 1 : 0;
        if (outcome == "ok" && !chat.IsDone(order["stop"]!))
            outcome = inVain > 10 || closing.IsCancellationRequested ? "gave_up" : outcome;
        var wait = Math.Max(chat.RetryMs, order["config"]!["initialRetryMs"]!.GetValue<int>());
        if (outcome == "ok" && !chat.IsDone(order["stop"]!))
            await Task.Delay(TimeSpan.FromMilliseconds(wait), TimeProvider.System);
    }

    runs.TryRemove(Text(order, "run"), out _);
    var report = new JsonObject
    {
        ["re"] = "case",
        ["run"] = Text(order, "run"),
        ["outcome"] = outcome,
        ["state"] = chat.Report(),
    };
    output.WriteLine(report.ToJsonString());
}

async Task<HttpResponseMessage?> TrySendAsync(
    JsonNode order,
    HttpMethod method,
    string address,
    CancellationToken stop,
    string? cursor = null,
    JsonNode? body = null
)
{
    using var request = new HttpRequestMessage(method, address)
    {
        Content = body is null ? null : JsonContent.Create(body),
    };
    if (body is null)
        request.Headers.Accept.ParseAdd("text/event-stream");
    if (cursor is not null)
        request.Headers.TryAddWithoutValidation("Last-Event-ID", cursor);
    foreach (var (name, value) in order["config"]!["headers"]?.AsObject() ?? [])
        request.Headers.TryAddWithoutValidation(name, value!.GetValue<string>());
    try
    {
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
    }
    catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
    {
        return null; // cut or given up: the caller asks again, or stops
    }
}

// Answers false when the answer is no stream of events.
static async Task<bool> ReadAsync(HttpResponseMessage answer, Conversation chat, JsonNode order, CancellationToken stop)
{
    if (answer.StatusCode == HttpStatusCode.NoContent)
        return chat.End();
    if (
        answer.Content.Headers.ContentType?.MediaType?.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase)
        != true
    )
        return false;
    try
    {
        var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(stop));
        // The id of an item that was delivered; the parser's LastEventId may be that of one that was cut off.
        await foreach (var item in parser.EnumerateAsync(stop))
            if (
                item.Data.Length > 0
                && (!chat.Take(JsonNode.Parse(item.Data)!, item.EventId) || chat.IsDone(order["stop"]!))
            )
                break;
    }
    catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException) { } // cut: ask again
    return true;
}

static string Text(JsonNode order, string name) => order[name]!.GetValue<string>();

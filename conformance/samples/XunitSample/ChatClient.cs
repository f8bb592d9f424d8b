using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClientCSharp;

namespace XunitSample;

/// <summary>Lets the cases drive the product's <see cref="Conversation"/>.</summary>
public sealed class ChatClient : IConformanceClient
{
    private static readonly HttpClient Http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public ClientIntroduction Introduction { get; } =
        new()
        {
            Protocol = 1,
            Client = new ClientCard { Name = "xunit-sample" },
            Capabilities = ["stream", "resume", "state"],
            Transports = ["sse"],
            MaxConcurrency = 8,
        };

    public async Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation)
    {
        var (chat, address) = (new Conversation(), $"{order.Url}/v1/conversations/{order.Conversation}");
        var stop = JsonSerializer.SerializeToNode(order.Stop, JsonSerializerOptions.Web)!;
        (await Http.PostAsJsonAsync($"{address}/turns", order.Message, cancellation)).Dispose();
        while (!chat.IsDone(stop))
            await ReadAsync(chat, stop, $"{address}/events", cancellation);
        var state = JsonSerializer.SerializeToElement(chat.Report());
        return new CaseAnswer
        {
            Run = order.Run,
            Outcome = "ok",
            State = state,
        };
    }

    private static async Task ReadAsync(
        Conversation chat,
        JsonNode stop,
        string address,
        CancellationToken cancellation
    )
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Last-Event-ID", chat.Cursor ?? "");
            using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(cancellation));
            await foreach (var item in parser.EnumerateAsync(cancellation))
                if (!chat.Take(JsonNode.Parse(item.Data)!, item.EventId) || chat.IsDone(stop))
                    break;
        }
        catch (Exception e) when (e is IOException or HttpRequestException) { } // cut: ask again
    }
}

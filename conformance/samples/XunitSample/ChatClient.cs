using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClientCSharp;

namespace XunitSample;

/// <summary>Lets the cases drive the product's <see cref="Conversation"/>.</summary>
public sealed class ChatClient : IConformanceClient
{
    // A cursor goes back as the bytes that it came in.
    private static readonly HttpClient Http = new(
        new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }
    );

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
        var (chat, stop) = (new Conversation(), JsonSerializer.SerializeToNode(order.Stop, JsonSerializerOptions.Web)!);
        while (!chat.IsDone(stop))
            await FollowAsync(chat, stop, order, cancellation);
        var state = JsonSerializer.SerializeToElement(chat.Report());
        return new CaseAnswer
        {
            Run = order.Run,
            Outcome = "ok",
            State = state,
        };
    }

    private static async Task FollowAsync(Conversation chat, JsonNode stop, CaseOrder order, CancellationToken end)
    {
        var address = $"{order.Url}/v1/conversations/{order.Conversation}";
        try
        {
            if (chat.Cursor is null) // the same clientMessageId again is no second turn
                (await Http.PostAsJsonAsync($"{address}/turns", order.Message, end)).Dispose();
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/events");
            request.Headers.TryAddWithoutValidation("Last-Event-ID", chat.Cursor ?? "");
            using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end);
            var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync(end));
            await foreach (var item in parser.EnumerateAsync(end))
                if (!chat.Take(JsonNode.Parse(item.Data)!, item.EventId) || chat.IsDone(stop))
                    break;
        }
        catch (Exception e) when (e is IOException or HttpRequestException) { } // cut: ask again
    }
}

using Microsoft.AspNetCore.Http;
using StreamBench.Dialects;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Endpoints.Requests;
using StreamBench.FakeAgent.Endpoints.WebSocket;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>A dialect's stream on a WebSocket.</summary>
internal sealed class DialectSocketEndpoint(Agent agent, Commands commands, Dialect dialect, DialectEndpoint endpoint)
{
    internal async Task HandleAsync(HttpContext http)
    {
        var note = RequestNote.Of(http);
        (note.Transport, note.IsStream) = ("ws", true);
        var opening = endpoint.Open(DialectRequests.Of(http, default));
        note.Conversation = opening.Conversation;
        note.Cursor = opening.MalformedCursor ?? opening.AfterSeq?.ToString();
        note.ClientId = opening.ClientId;
        var (conversation, error) = Opening.Find(agent, opening.Conversation);
        if (await Gate.StopsAsync(http, agent, conversation, isStream: true))
        {
            return;
        }

        error ??= opening.Problem is not null ? ApiError.Of(opening) : null;
        error ??= http.WebSockets.IsWebSocketRequest
            ? null
            : new ApiError(426, "upgrade_required", "This address speaks WebSocket.");
        if (error is not null)
        {
            await error.WriteAsync(http);
            return;
        }

        await Delays.WaitAsync(agent, conversation!.Behaviour.HeadersDelayMs, http.RequestAborted);
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        using var stream = new DialectStream(dialect, endpoint, opening, conversation, agent.Time);
        using var language = new DialectLanguage(dialect, stream, commands, conversation);
        await using var session = new WebSocketSession(agent, language, conversation, http, socket);
        await session.RunAsync(stream.Cursor, opening.WaitsForResume);
    }
}

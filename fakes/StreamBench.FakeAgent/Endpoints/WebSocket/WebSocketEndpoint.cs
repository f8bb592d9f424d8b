using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Endpoints.Requests;

namespace StreamBench.FakeAgent.Endpoints.WebSocket;

/// <summary><c>GET …/ws</c>. What can be refused is refused before the upgrade, with an HTTP status.</summary>
internal sealed class WebSocketEndpoint(Agent agent, Commands commands)
{
    internal async Task HandleAsync(HttpContext http)
    {
        var note = RequestNote.Of(http);
        (note.Transport, note.IsStream) = ("ws", true);
        note.Conversation = (string)http.Request.RouteValues["c"]!;
        note.Cursor = Opening.QueryCursor(http);

        var (conversation, error) = Opening.Find(agent, note.Conversation);
        if (await Gate.StopsAsync(http, agent, conversation, isStream: true))
        {
            return;
        }

        if (conversation is not null)
        {
            await Delays.WaitAsync(agent, conversation.Behaviour.HeadersDelayMs, http.RequestAborted);
        }

        if (!http.WebSockets.IsWebSocketRequest)
        {
            error = new ApiError(
                426,
                "upgrade_required",
                "This address speaks WebSocket; /events has the other transports."
            );
        }

        if (error is not null)
        {
            await error.WriteAsync(http);
        }
        else if (Opening.Plan(conversation!, note.Cursor).Answer == ResumeAnswer.Expired)
        {
            await ApiError.CursorExpired.WriteAsync(http);
        }
        else
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await using var session = new WebSocketSession(
                agent,
                new NativeLanguage(commands, conversation!),
                conversation!,
                http,
                socket
            );
            await session.RunAsync(note.Cursor, waitsForResume: !http.Request.Query.ContainsKey("cursor"));
        }
    }
}

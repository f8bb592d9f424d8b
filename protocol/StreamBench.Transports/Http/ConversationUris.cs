namespace StreamBench.Transports.Http;

/// <summary>The addresses of one server's conversations (protocol §6).</summary>
internal static class ConversationUris
{
    internal static Uri Events(Uri server, StreamRequest request, bool withCursor, TimeSpan? wait = null)
    {
        var query = withCursor && request.Cursor is { } cursor ? "?cursor=" + Uri.EscapeDataString(cursor) : "";
        if (wait is { } longest)
        {
            query += $"{(query is "" ? '?' : '&')}wait={(long)longest.TotalMilliseconds}";
        }

        return At(server, request.Conversation, "/events" + query);
    }

    internal static Uri WebSocket(Uri server, StreamRequest request)
    {
        // Always there, be it empty: without it a server waits for the cursor in a first message.
        var http = At(server, request.Conversation, "/ws?cursor=" + Uri.EscapeDataString(request.Cursor ?? ""));
        return new UriBuilder(http) { Scheme = http.Scheme is "https" ? "wss" : "ws" }.Uri;
    }

    /// <summary>The server's own path stays in front, so that a run can have a prefix to itself.</summary>
    internal static Uri At(Uri server, string conversation, string rest = "") =>
        new(
            $"{server.GetLeftPart(UriPartial.Path).TrimEnd('/')}/v1/conversations/{Uri.EscapeDataString(conversation)}{rest}"
        );
}

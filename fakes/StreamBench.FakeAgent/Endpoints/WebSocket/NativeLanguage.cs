using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Endpoints.Requests;

namespace StreamBench.FakeAgent.Endpoints.WebSocket;

/// <summary>The native dialect on a WebSocket: a payload a message, answers as notices.</summary>
internal sealed class NativeLanguage(Commands commands, Conversation conversation) : ISocketLanguage
{
    private readonly ClientMessageHandler handler = new(commands, conversation);

    public bool HasSnapshots => true;

    public IFrameWriter WriterFor(System.Net.WebSockets.WebSocket socket) => new WebSocketWriter(socket);

    public SocketMessage Read(ReadOnlyMemory<byte> bytes)
    {
        var (message, error) = RequestBody.Parse(bytes);
        var type = error is null ? RequestBody.Text(message, "type", ref error) : null;
        error ??= type is null ? new ApiError(400, "bad_member", "\"type\" is missing.") : null;
        return error is not null ? SocketMessage.Ask(() => Replies.Refused(type ?? "", error))
            : type == ClientMessage.Resume ? SocketMessage.Resume(RequestBody.Text(message, "cursor", ref error))
            : SocketMessage.Ask(() => handler.Handle(type!, message));
    }

    public Outgoing CursorExpired() => Replies.Refused(ClientMessage.Resume, ApiError.CursorExpired);
}

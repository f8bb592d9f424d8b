using StreamBench.Dialects;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Endpoints.Requests;
using StreamBench.FakeAgent.Endpoints.WebSocket;
using StreamBench.FakeAgent.Journals;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>A dialect on a WebSocket. What goes well shows in the stream; only what does not is answered.</summary>
internal sealed class DialectLanguage(
    Dialect dialect,
    DialectStream stream,
    Commands commands,
    Conversation conversation
) : ISocketLanguage, IDisposable
{
    private readonly DialectEndpoint endpoint = stream.Endpoint;
    private DialectSocketWriter? writer;

    public bool HasSnapshots =>
        dialect.Recovery is RecoveryContract.SnapshotThenLive or RecoveryContract.ReplayOrSnapshot;

    public IFrameWriter WriterFor(System.Net.WebSockets.WebSocket socket) =>
        writer ??= new DialectSocketWriter(socket, stream);

    public SocketMessage Read(ReadOnlyMemory<byte> bytes) =>
        endpoint.Read(bytes.Span) switch
        {
            ResumeWish resume => SocketMessage.Resume(CursorOf(conversation.Journal, resume.AfterSeq)),
            UnreadableWish unreadable => SocketMessage.Ask(() => Refused("bad_message", unreadable.Problem)),
            { } wish => SocketMessage.Ask(() =>
                Wishes.Grant(commands, conversation, endpoint, wish) is { } error
                    ? Refused(error.Code, error.Message)
                    : null
            ) with
            {
                Wish = Wishes.Name(wish),
            },
            null => SocketMessage.Ask(() => null),
        };

    public Outgoing CursorExpired() => Refused(ApiError.CursorExpired.Code, ApiError.CursorExpired.Message);

    public void Dispose() => writer?.Dispose();

    /// <summary>A place in the present epoch as the journal's own cursor.</summary>
    internal static string CursorOf(Journal journal, long afterSeq) =>
        journal.CursorText(new Cursor(journal.Window.Epoch, afterSeq));

    private Outgoing Refused(string code, string message) =>
        new(new Notice { Code = code, Message = message }, endpoint.Refuse(code, message), null);
}

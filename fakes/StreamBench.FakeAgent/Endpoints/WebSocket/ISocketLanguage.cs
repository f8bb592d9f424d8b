using StreamBench.FakeAgent.Delivery;

namespace StreamBench.FakeAgent.Endpoints.WebSocket;

/// <summary>What is said on a WebSocket and how: the part of a session that differs from dialect to dialect.</summary>
internal interface ISocketLanguage
{
    /// <summary>True when a snapshot can be told; otherwise a reader that needs one is refused with <c>cursor_expired</c>.</summary>
    bool HasSnapshots { get; }

    /// <summary>Makes the writer of one socket.</summary>
    IFrameWriter WriterFor(System.Net.WebSockets.WebSocket socket);

    /// <summary>Understands a client's message, without doing yet what it asks.</summary>
    SocketMessage Read(ReadOnlyMemory<byte> bytes);

    /// <summary>The message that says why the client's cursor is of no use.</summary>
    Outgoing CursorExpired();
}

/// <summary>A client's message, understood.</summary>
/// <param name="IsResume">True when it asks for the stream from <paramref name="Cursor"/>.</param>
/// <param name="Cursor">Where to resume, or null for the beginning.</param>
/// <param name="Do">Does what else it asks and gives the answer, if there is one.</param>
internal readonly record struct SocketMessage(bool IsResume, string? Cursor, Func<Outgoing?> Do)
{
    /// <summary>What it says, for the log; null for what is not logged.</summary>
    internal string? Wish { get; init; }

    internal static SocketMessage Resume(string? cursor) => new(true, cursor, () => null);

    internal static SocketMessage Ask(Func<Outgoing?> act) => new(false, null, act);
}

namespace StreamBench.Transports;

/// <summary>How a stream came to its end. A value, because every one of these is expected on a bad day.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Side">Which side did it.</param>
/// <param name="Detail">One sentence for people.</param>
public sealed record StreamEnd(StreamEndKind Kind, StreamSide Side, string Detail)
{
    /// <summary>HTTP status of a refusal (gRPC statuses are mapped to their HTTP counterparts); 0 otherwise.</summary>
    public int Status { get; init; }

    /// <summary>WebSocket close code or gRPC status as it came; null otherwise.</summary>
    public int? Code { get; init; }

    /// <summary>How long the server asks to stay away, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>The ways in which a stream ends. None of them means that an answer is complete: only <c>turn.close</c> does.</summary>
public enum StreamEndKind
{
    /// <summary>The peer ended the stream in good order, between two frames (FIN, last chunk, gRPC OK).</summary>
    Completed,

    /// <summary>The peer says that there will be nothing more (HTTP 204).</summary>
    Finished,

    /// <summary>The stream ended inside a frame or inside its HTTP or gRPC framing.</summary>
    Truncated,

    /// <summary>The connection broke (RST, HTTP/2 stream reset).</summary>
    Reset,

    /// <summary>Nothing came for longer than the connect or idle time-out.</summary>
    TimedOut,

    /// <summary>No connection could be made.</summary>
    Unreachable,

    /// <summary>The server answered, but not with a stream: see <see cref="StreamEnd.Status"/>.</summary>
    Refused,

    /// <summary>A WebSocket close frame came: see <see cref="StreamEnd.Code"/>.</summary>
    Closed,

    /// <summary>The answer is no stream of this kind: <c>bad_content_type</c>.</summary>
    BadContentType,

    /// <summary>A redirect without a usable target, or too many of them: <c>bad_redirect</c>.</summary>
    BadRedirect,

    /// <summary>One event outgrew its bound: <c>event_too_large</c>.</summary>
    TooLarge,

    /// <summary>The bytes break the transport's own rules: <c>protocol_violation</c>.</summary>
    Corrupt,

    /// <summary>This side closed the stream.</summary>
    Abandoned,
}

/// <summary>Who ended a stream.</summary>
public enum StreamSide
{
    /// <summary>This side.</summary>
    Client,

    /// <summary>The peer, in words of the protocol.</summary>
    Server,

    /// <summary>Something between the two, or either host without a word.</summary>
    Path,
}

using System.Collections.Immutable;
using StreamBench.Load.Engine.Scanning;

namespace StreamBench.Load.Engine.Http;

/// <summary>
/// One request as a plan states it. Target, header values, body and message may hold <c>{{number}}</c>, <c>{{hex}}</c>,
/// <c>{{stream}}</c> and <c>{{cursor}}</c>; a header that names the cursor is sent only when there is one.
/// </summary>
internal sealed record RequestSpec
{
    /// <summary>The URL, <c>http://host:port/path</c>; <c>ws://</c> for WebSocket; <c>https</c> and <c>wss</c> for TLS.</summary>
    internal required Uri Url { get; init; }

    /// <summary>GET by default; POST is usual with a body.</summary>
    internal string Method { get; init; } = "GET";

    /// <summary>Path and query with placeholders; null takes those of <see cref="Url"/>.</summary>
    internal string? Target { get; init; }

    /// <summary>Sent as they are, after Host and the framing's own; credentials belong here.</summary>
    internal ImmutableArray<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Body of the request, or null.</summary>
    internal string? Body { get; init; }

    /// <summary>WebSocket: the first text message, sent once the upgrade is answered; null for none.</summary>
    internal string? FirstMessage { get; init; }

    /// <summary>How the answer is read.</summary>
    internal StreamFraming Framing { get; init; } = StreamFraming.ServerSentEvents;

    /// <summary>With <see cref="StreamFraming.Own"/>: how the answer is read then; null otherwise.</summary>
    internal OwnFraming? Own { get; init; }

    /// <summary>gRPC: the message of the request, which has no <see cref="Body"/>; null for all else.</summary>
    internal RequestMessage? Message { get; init; }

    /// <summary>A request that says what the user says before this one is sent; null for none. The portable path's, as are those below.</summary>
    internal RequestSpec? Word { get; init; }

    /// <summary>True to send <see cref="Word"/> while this request waits for its answer, which cannot come before.</summary>
    internal bool IsWordBeside { get; init; }

    /// <summary>
    /// True where connections tell streams apart, so that none may be shared: on the portable path, where HTTP/2 would. On the fast
    /// one every stream has its own.
    /// </summary>
    internal bool IsAlone { get; init; }

    /// <summary>Long-polling: the request after an answered one; null for the same again.</summary>
    internal RequestSpec? Next { get; init; }
}

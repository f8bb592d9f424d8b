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
}

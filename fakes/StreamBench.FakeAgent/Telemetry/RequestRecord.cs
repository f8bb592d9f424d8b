namespace StreamBench.FakeAgent.Telemetry;

/// <summary>One request, or one message of a WebSocket (native: <c>resume</c> alone), as the server understood it.</summary>
public sealed record RequestRecord
{
    /// <summary>When it was answered, by the server's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When it came, by the server's clock.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary><c>sse</c>, <c>ndjson</c>, <c>lp</c>, <c>ws</c>, <c>grpc</c>, or <c>http</c> for requests that are no streams.</summary>
    public required string Transport { get; init; }

    /// <summary>HTTP method, or <c>MESSAGE</c> for one on a WebSocket.</summary>
    public required string Method { get; init; }

    /// <summary>Path without the query.</summary>
    public required string Path { get; init; }

    /// <summary>Id of the conversation, or null.</summary>
    public string? Conversation { get; init; }

    /// <summary>The cursor, as the client sent it; or null.</summary>
    public string? Cursor { get; init; }

    /// <summary>The id under which the server keeps how far it has written to the client, in dialects where it does; or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>What the client said in a dialect, beside listening: <c>submit</c>, <c>decide</c> or <c>cancel</c>; or null.</summary>
    public string? Wish { get; init; }

    /// <summary>The client's id of its message, or null.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary>The request's Idempotency-Key, or null.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>True when the client presented a bearer token. The token itself is never kept.</summary>
    public bool HasToken { get; init; }

    /// <summary>What was answered: an HTTP status, 101 for an upgrade, 0 where the connection died without an answer on purpose.</summary>
    public required int Status { get; init; }
}

namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>Requests turned away at the door: 401, 429, 503 with Retry-After, redirects, any other error, a page that is no stream.</summary>
public sealed record Refusal
{
    /// <summary>The HTTP status: 300 to 599; also 204, and 200 to 299 with a <see cref="Body"/>.</summary>
    public required int Status { get; init; }

    /// <summary>
    /// The first request that is refused, counted from 1 over those that it could hit since the behaviour was set: 2 lets the
    /// first connect through and refuses the reconnect. Default 1.
    /// </summary>
    public int From { get; init; } = 1;

    /// <summary>How many requests are refused before the next is let in; null for all. Default null.</summary>
    public int? Times { get; init; }

    /// <summary>
    /// Value of <c>Retry-After</c> in seconds, or null to send none. gRPC says it as <c>grpc-retry-pushback-ms</c>.
    /// </summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>True to write <c>Retry-After</c> as an HTTP date instead of a number.</summary>
    public bool RetryAfterAsDate { get; init; }

    /// <summary>
    /// Value of <c>Location</c>, may be empty; null sends none. <c>{path}</c> in it becomes the path and query asked for, so
    /// that <c>http://127.0.0.1:4290{path}</c> leads to another server and <c>{path}</c> alone back to this one.
    /// </summary>
    public string? Location { get; init; }

    /// <summary>What is answered in place of the server's own error, at most 65,536 characters. Default null: its error.</summary>
    public string? Body { get; init; }

    /// <summary>The Content-Type of <see cref="Body"/>; the empty string sends none. Default <c>text/html</c>.</summary>
    public string ContentType { get; init; } = "text/html";

    /// <summary>Which requests it can hit. Default: those that open or resume a stream.</summary>
    public RefusedRequests Requests { get; init; } = RefusedRequests.Streams;

    internal IEnumerable<string> Validate(string path)
    {
        if (Status is < 200 or > 599)
        {
            yield return $"{path}.status: {Status} is not between 200 and 599";
        }

        if (Status is >= 200 and < 300 and not 204 && Body is null)
        {
            yield return $"{path}.body: is missing: {Status} is no refusal without one";
        }

        if (Status is 204 or 304 && Body is not null)
        {
            yield return $"{path}.body: {Status} has none";
        }

        if (Body is { Length: > 65_536 })
        {
            yield return $"{path}.body: has {Body.Length} characters, more than 65536";
        }

        if (From < 1)
        {
            yield return $"{path}.from: {From} is not at least 1";
        }

        if (Times is < 1)
        {
            yield return $"{path}.times: {Times} is not at least 1";
        }

        if (RetryAfterSeconds is < 0 or > 86_400)
        {
            yield return $"{path}.retryAfterSeconds: {RetryAfterSeconds} is not between 0 and 86400";
        }

        if (Location is { } location && location.AsSpan().ContainsAny('\r', '\n'))
        {
            yield return $"{path}.location: must be one line";
        }

        if (ContentType.AsSpan().ContainsAny('\r', '\n'))
        {
            yield return $"{path}.contentType: must be one line";
        }
    }
}

/// <summary>Requests that a refusal can hit.</summary>
public enum RefusedRequests
{
    /// <summary>Those that open or resume a stream.</summary>
    Streams,

    /// <summary>Those that do something: messages, decisions, cancellations, results, history.</summary>
    Commands,

    /// <summary>Every request.</summary>
    All,
}

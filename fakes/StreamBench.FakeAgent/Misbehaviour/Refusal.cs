namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>Requests turned away at the door: 401, 429, 503 with Retry-After, redirects, any other error.</summary>
public sealed record Refusal
{
    /// <summary>The HTTP status, 300 to 599.</summary>
    public required int Status { get; init; }

    /// <summary>How many requests are refused before the next is let in; null for all. Default null.</summary>
    public int? Times { get; init; }

    /// <summary>Value of <c>Retry-After</c> in seconds, or null to send none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>True to write <c>Retry-After</c> as an HTTP date instead of a number.</summary>
    public bool RetryAfterAsDate { get; init; }

    /// <summary>
    /// Value of <c>Location</c>, may be empty; null sends none. <c>{path}</c> in it becomes the path and query asked for, so
    /// that <c>http://127.0.0.1:4290{path}</c> leads to another server and <c>{path}</c> alone back to this one.
    /// </summary>
    public string? Location { get; init; }

    /// <summary>True to refuse only requests that open or resume a stream. Default true.</summary>
    public bool StreamsOnly { get; init; } = true;

    internal IEnumerable<string> Validate()
    {
        if (Status is < 300 or > 599)
        {
            yield return $"refuse.status: {Status} is not between 300 and 599";
        }

        if (Times is < 1)
        {
            yield return $"refuse.times: {Times} is not at least 1";
        }

        if (RetryAfterSeconds is < 0 or > 86_400)
        {
            yield return $"refuse.retryAfterSeconds: {RetryAfterSeconds} is not between 0 and 86400";
        }

        if (Location is { } location && location.AsSpan().ContainsAny('\r', '\n'))
        {
            yield return "refuse.location: must be one line";
        }
    }
}

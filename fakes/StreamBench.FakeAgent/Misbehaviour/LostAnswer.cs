namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>Requests whose answer gets lost or comes late, over HTTP and gRPC.</summary>
public sealed record LostAnswer
{
    /// <summary>A message of the user.</summary>
    public const string Turns = "turns";

    /// <summary>A decision on an approval.</summary>
    public const string Approvals = "approvals";

    /// <summary>The cancellation of a turn.</summary>
    public const string Cancel = "cancel";

    /// <summary>The result of a tool at the client's side.</summary>
    public const string ToolResults = "tool-results";

    private static readonly string[] Known = [Turns, Approvals, Cancel, ToolResults];

    /// <summary>Which requests: <c>turns</c>, <c>approvals</c>, <c>cancel</c>, <c>tool-results</c>. Default: all of them.</summary>
    public IReadOnlyList<string> Requests { get; init; } = Known;

    /// <summary>How many of them; null for all. Default 1, so that the retry is answered.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>
    /// How long the answer is late, in milliseconds, 0 to 600,000. Default 0: the connection dies and there is none.
    /// </summary>
    public int DelayMs { get; init; }

    /// <summary>
    /// True when it happens on the way in: the request is lost before it does anything, or does it only after the delay.
    /// Default false: on the way out, so the request has done what it asks.
    /// </summary>
    public bool Before { get; init; }

    internal IEnumerable<string> Validate()
    {
        foreach (var request in Requests.Where(request => !Known.Contains(request)))
        {
            yield return $"losesAnswers.requests: \"{request}\" is no request; choose from {string.Join(", ", Known)}";
        }

        if (Times is < 1)
        {
            yield return $"losesAnswers.times: {Times} is not at least 1";
        }

        if (DelayMs is < 0 or > 600_000)
        {
            yield return $"losesAnswers.delayMs: {DelayMs} is not between 0 and 600000";
        }
    }
}

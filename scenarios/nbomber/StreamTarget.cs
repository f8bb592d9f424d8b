namespace StreamBench.NBomber;

/// <summary>The server that is asked, in the native dialect over SSE.</summary>
/// <param name="Server">Its address, without a path.</param>
public sealed record StreamTarget(Uri Server)
{
    /// <summary>The script that a fake agent plays; null for the server's own choice.</summary>
    public string? Script { get; init; }

    /// <summary>What the user says.</summary>
    public string Text { get; init; } = "Hello";

    /// <summary>A longer turn has failed; 5 minutes by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);
}

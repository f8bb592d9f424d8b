using StreamBench.Dialects;

namespace StreamBench.Cli.Watching;

/// <summary>What <c>streambench watch</c> was asked for.</summary>
/// <param name="Target">Which conversation, and where.</param>
/// <param name="Transport">Name of the transport.</param>
internal sealed record WatchSettings(WatchTarget Target, string Transport)
{
    /// <summary>How the events are written.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>Where to begin; null for the beginning of the conversation.</summary>
    public string? Cursor { get; init; }

    /// <summary>What to say first; null to say nothing.</summary>
    public string? Send { get; init; }

    /// <summary>The script that a fake agent is to play to that; null for its own choice.</summary>
    public string? Script { get; init; }

    /// <summary>A bearer token; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>True to stop when no turn is open any more.</summary>
    public bool Once { get; init; }
}

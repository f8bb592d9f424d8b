namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>How a script is played.</summary>
public sealed record ScriptRunOptions
{
    /// <summary>As written: no prefix, the script's own pace.</summary>
    public static ScriptRunOptions Default { get; } = new();

    /// <summary>
    /// Put before every id of a turn, item or approval, so that a script played again in one conversation repeats none;
    /// empty for the ids of the script.
    /// </summary>
    public string IdPrefix { get; init; } = "";

    /// <summary>Multiplies every wait but an approval's expiry: 1 as written, 0 without waits. The order of events stays the same.</summary>
    public double Pace { get; init; } = 1;
}

/// <summary>A message that a client has sent, to be shown instead of the script's own.</summary>
/// <param name="Text">What the user wrote.</param>
/// <param name="ClientMessageId">The client's id of the message, echoed; or null.</param>
public sealed record UserMessage(string Text, string? ClientMessageId = null);

namespace StreamBench.Dialects.Streambench;

/// <summary>The native dialect: each event as it is, one JSON object. Loses nothing.</summary>
/// <remarks>Source: StreamBench protocol §6.</remarks>
public static class StreambenchDialect
{
    /// <summary>The dialect.</summary>
    public static Dialect Instance { get; } =
        new()
        {
            Name = "streambench",
            Title = "native: items, turns, updates, snapshots",
            Recovery = RecoveryContract.ReplayOrSnapshot,
            NewEncoder = () => new StreambenchEncoder(),
            NewDecoder = () => new StreambenchDecoder(),
            Losses = [],
            Mappings =
            [
                new("every event", "itself, as one JSON object, `type` first", "the cursor is `<epoch>:<seq>`"),
            ],
        };
}

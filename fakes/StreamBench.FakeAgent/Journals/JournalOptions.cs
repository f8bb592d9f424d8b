using StreamBench.Protocol.Json;

namespace StreamBench.FakeAgent.Journals;

/// <summary>How much of its past a journal can replay, and how big an event may be.</summary>
public sealed record JournalOptions
{
    /// <summary>Most events kept for replay; at least 1. Default 20,000.</summary>
    public int RetainedEvents { get; init; } = 20_000;

    /// <summary>Longest time an event is kept for replay. Default one hour.</summary>
    public TimeSpan RetainedAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Bound of one event in UTF-8 bytes; a bigger one is refused. Default 1 MiB. Snapshots are not bounded by it.</summary>
    public int MaxEventBytes { get; init; } = JsonLimits.DefaultMaxEventBytes;

    /// <summary>
    /// True to keep every event in memory after it left the replay window, so that a referee can fold the whole journal.
    /// Default false: a long load run would grow without bound.
    /// </summary>
    public bool KeepsAll { get; init; }

    /// <summary>Text before every cursor, to show that clients must not read meaning into it. Default none.</summary>
    public string CursorPrefix { get; init; } = "";

    /// <summary>True to write cursors as one whole number behind the prefix, for clients that take them for numbers. Default false.</summary>
    public bool NumericCursors { get; init; }

    /// <summary>True to stamp every event with the server's time (<c>at</c>). Default true.</summary>
    public bool StampsTime { get; init; } = true;
}

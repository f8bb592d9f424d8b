using System.Collections.Immutable;

namespace StreamBench.FakeAgent.Scripts;

/// <summary>A conversation written in advance, compiled: what the fake agent will say, and when. Immutable and safe to share.</summary>
/// <remarks>
/// The same file always gives the same script: text and jitter come from <see cref="Seed"/>. Ids are those of the script
/// (<c>t1</c>, <c>i1</c>, <c>tc1</c> …); a <see cref="Playing.ScriptRun"/> can put a prefix before them.
/// </remarks>
public sealed record Script
{
    /// <summary>Most events that one script may hold.</summary>
    public const int MaxEvents = 1_000_000;

    /// <summary>Name for people; the file's name when the script gives none.</summary>
    public required string Name { get; init; }

    /// <summary>Seed of its invented text and of its jitter; 1 unless the script says otherwise.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The agents that may speak, in the order of the script. The first opens each turn unless the turn names another.</summary>
    public ImmutableArray<string> Agents { get; init; } = [];

    /// <summary>The turns, in the order in which they open.</summary>
    public required ImmutableArray<ScriptTurn> Turns { get; init; }

    /// <summary>A snapshot follows every so many scripted events; 0 for none.</summary>
    public int SnapshotEvery { get; init; }

    /// <summary>A checkpoint follows every so many scripted events, unless a snapshot stands there; 0 for none.</summary>
    public int CheckpointEvery { get; init; }

    /// <summary>Who opens the turns after the first.</summary>
    public ScriptAdvance Advance { get; init; }

    /// <summary>True when turns may be open at the same time; otherwise a turn begins when the one before has ended.</summary>
    public bool Overlap { get; init; }
}

/// <summary>Who opens the turns after the first.</summary>
public enum ScriptAdvance
{
    /// <summary>They follow by themselves.</summary>
    Auto,

    /// <summary>Each waits for a message of the user.</summary>
    User,
}

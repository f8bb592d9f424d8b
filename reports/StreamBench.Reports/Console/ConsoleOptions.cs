namespace StreamBench.Reports.Console;

/// <summary>How to write for people at a terminal.</summary>
public sealed record ConsoleOptions
{
    /// <summary>Most cells to tell about; a line says how many more there are. Default 50.</summary>
    public int Most { get; init; } = 50;

    /// <summary>Whether cells are told that the baseline knows. Default: only counted.</summary>
    public bool ShowsKnown { get; init; }
}

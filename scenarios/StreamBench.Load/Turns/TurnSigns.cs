namespace StreamBench.Load.Turns;

/// <summary>What one event means for the clocks and the end of a turn.</summary>
[Flags]
internal enum TurnSigns : byte
{
    None = 0,

    /// <summary>Text that a user sees.</summary>
    Content = 1,

    /// <summary>The completion signal.</summary>
    Closed = 2,

    /// <summary>With <see cref="Closed"/>: the server ended the turn as failed, cancelled or timed out.</summary>
    Failed = 4,

    /// <summary>An event of the conversation that the stream had not seen before.</summary>
    New = 8,

    /// <summary>Somebody has to decide before the turn goes on.</summary>
    Asks = 16,
}

namespace StreamBench.Load.Engine.Scanning;

/// <summary>Why a scan stopped.</summary>
internal enum ScanEnd : byte
{
    /// <summary>All whole events are handed over; more bytes are wanted.</summary>
    NeedsMore,

    /// <summary>The reader asked to close.</summary>
    CloseWanted,

    /// <summary>The reader asked for a reset.</summary>
    ResetWanted,

    /// <summary>A WebSocket close frame came.</summary>
    PeerClosed,

    /// <summary>An event is larger than its bound.</summary>
    TooLarge,

    /// <summary>The bytes break the framing's own rules.</summary>
    Malformed,
}

/// <summary>What a scan leaves: the bytes of the event that has not ended yet, to be put before the next read.</summary>
/// <param name="Start">Where they begin in the scanned bytes.</param>
/// <param name="Length">How many there are.</param>
/// <param name="End">Why the scan stopped.</param>
internal readonly record struct ScanResult(int Start, int Length, ScanEnd End)
{
    internal static ScanResult Stop(ScanEnd why) => new(0, 0, why);

    internal static ScanEnd Of(NextStep step) => step == NextStep.Close ? ScanEnd.CloseWanted : ScanEnd.ResetWanted;
}

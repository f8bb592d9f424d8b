namespace StreamBench.Load.Engine.Scanning;

/// <summary>What the reader of an event wants next.</summary>
internal enum NextStep : byte
{
    /// <summary>Read on.</summary>
    Continue,

    /// <summary>Close the connection in good order: the turn is over, or the plan says so.</summary>
    Close,

    /// <summary>Break the connection off with a reset: a planned fault.</summary>
    Reset,
}

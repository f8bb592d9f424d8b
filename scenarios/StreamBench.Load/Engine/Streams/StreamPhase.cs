namespace StreamBench.Load.Engine.Streams;

/// <summary>Where a stream is on its way: connect → head → body → end; the request goes out with the first.</summary>
internal enum StreamPhase : byte
{
    Free,

    /// <summary>Between a drop and the next attempt; there is no socket.</summary>
    Waiting,
    Connecting,
    Head,
    Body,
}

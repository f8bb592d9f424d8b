namespace StreamBench.Load.Engine.Polling;

/// <summary>
/// Which sockets have their arrivals stamped by the kernel: every one as long as few are open, of thousands a sample. A stamp
/// costs a twentieth of an event.
/// </summary>
internal struct StampSample
{
    /// <summary>So many sockets at once are all stamped.</summary>
    internal const int Always = 128;

    /// <summary>Of those that are opened beyond, one in so many.</summary>
    internal const int Share = 8;

    private uint opened;

    /// <summary>True for a socket that is to be stamped; call once for each.</summary>
    /// <param name="open">How many others are open.</param>
    // By Fibonacci hashing: plans start their scenarios in turns, and a sample in step with them would never see some.
    internal bool Takes(int open) => unchecked(opened++ * 2654435769) < uint.MaxValue / Share || open < Always;
}

namespace StreamBench.FaultProxy.Links;

/// <summary>How one direction of a connection came to its end.</summary>
public enum LinkEnd
{
    /// <summary>The source sent FIN. The destination gets FIN; the other direction lives on.</summary>
    Finished,

    /// <summary>Closed on purpose: both peers get FIN, after what was already on its way to them.</summary>
    Closed,

    /// <summary>The source sent RST, or a fault asks for one: both peers get RST.</summary>
    Reset,

    /// <summary>
    /// The destination gets FIN both ways, while the source is kept open and its bytes are thrown away until it closes by itself.
    /// </summary>
    HalfOpen,

    /// <summary>The destination took no more bytes.</summary>
    DestinationLost,
}

namespace StreamBench.FaultProxy.Links;

/// <summary>Which way bytes flow through a connection, in Toxiproxy's words.</summary>
public enum Direction
{
    /// <summary>From the client to the server.</summary>
    Upstream,

    /// <summary>From the server to the client.</summary>
    Downstream,
}

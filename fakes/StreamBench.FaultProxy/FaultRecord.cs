using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy;

/// <summary>One thing the proxy did to a connection.</summary>
public sealed record FaultRecord
{
    /// <summary>When, by the proxy's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The name of the proxy.</summary>
    public required string Proxy { get; init; }

    /// <summary>The number of the connection at its proxy, from 1.</summary>
    public required long Connection { get; init; }

    /// <summary>The direction concerned; null when it is the whole connection.</summary>
    public Direction? Direction { get; init; }

    /// <summary>The rule that acted: its name, or its number from 1; null for a toxic.</summary>
    public string? Rule { get; init; }

    /// <summary>The number of the stream, as rules count connections; null when it is not counted.</summary>
    public long? Stream { get; init; }

    /// <summary>For a rule, the bytes of the body in front of the event or piece concerned; else the bytes that had come this way when it happened.</summary>
    public long Offset { get; init; }

    /// <summary>The event concerned, from 1; null when bytes were all that was known.</summary>
    public long? EventIndex { get; init; }

    /// <summary>The type of that event, where it can be read.</summary>
    public string? EventType { get; init; }

    /// <summary>What was done: the type of the toxic, the action of the rule, or <c>upstream_down</c>.</summary>
    public required string What { get; init; }

    /// <summary>More about it, for people.</summary>
    public string? Detail { get; init; }
}

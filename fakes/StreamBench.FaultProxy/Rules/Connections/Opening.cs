using StreamBench.FaultProxy.Framing;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>The beginning of a body, or of bytes that are not understood.</summary>
internal sealed record Opening
{
    public required Direction Direction { get; init; }

    /// <summary>The path of the request; null where none is known.</summary>
    public string? Path { get; init; }

    /// <summary>How its events are read; null when it has none that are known.</summary>
    public EventFormat? Format { get; init; }

    /// <summary>Whether it counts as a stream: it has events, or nothing is known of it.</summary>
    public bool IsStream { get; init; }

    /// <summary>How its end is known.</summary>
    public BodyCoding Coding { get; init; } = BodyCoding.UntilClose;

    /// <summary>Its length, where that is how its end is known.</summary>
    public long Length { get; init; }

    /// <summary>Whether the head waits for the body, so that the length it announces can still change.</summary>
    public bool CanAnnounceAnew { get; init; }

    /// <summary>The HTTP/2 stream whose DATA frames carry it; 0 for none.</summary>
    public int Http2Stream { get; init; }
}

/// <summary>What rules do with the bodies of a connection.</summary>
internal interface IOpenings
{
    /// <summary>The faults a body meets; null for none.</summary>
    FaultChain? Open(Opening opening, Plan plan, EventFramer? framer, long eventsBefore);

    /// <summary>Where the events of a body go that meets no faults.</summary>
    EventSink Watch(Opening opening);

    /// <summary>A request was passed on; its connection may be cut now.</summary>
    void Requested(HttpHead request, Plan plan);

    /// <summary>A chunked body turned out to be none, and its connection is closed.</summary>
    void GaveUp(Opening opening, string why);
}

namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>A disturbance of the order, number or content of events, as a multi-node fan-out or a broken replay makes them.</summary>
/// <remarks>Bytes on the way (cuts, slices, resets) are the fault proxy's; these faults know whole events only.</remarks>
public sealed record EventFault
{
    /// <summary>A name from <see cref="EventFaults.All"/>.</summary>
    public required string Do { get; init; }

    /// <summary>Which events it hits. Default: every event.</summary>
    public FaultPlace At { get; init; } = new();

    /// <summary>
    /// How often it strikes in one conversation, over all connections. Default: once where <see cref="At"/> names a single
    /// event, so that the repair is not hit again; otherwise without bound.
    /// </summary>
    public int? Times { get; init; }

    /// <summary>How long <c>delay</c> and <c>stall</c> hold, in milliseconds; 0 to 600,000. Default 100.</summary>
    public int Ms { get; init; } = 100;

    /// <summary>How many extra copies <c>duplicate</c> sends, 1 to 1,000. Default 1.</summary>
    public int Count { get; init; } = 1;

    /// <summary>How many events, the struck one included, <c>duplicate</c> sends again, 1 to 256. Default 1.</summary>
    public int Last { get; init; } = 1;

    /// <summary>After how many more events the copies of <c>duplicate</c> come, 0 to 10,000. Default 0: at once.</summary>
    public int Later { get; init; }

    /// <summary>The copies of <c>duplicate</c> come after the next event of this <c>type</c> or <c>seq</c>. Default none.</summary>
    public FaultPlace? Until { get; init; }

    /// <summary>Id of the conversation into which <c>leak</c> lets the event out. Default none.</summary>
    public string? To { get; init; }

    /// <summary>How many events <c>shuffle</c> mixes, 2 to 256. Default 8.</summary>
    public int Window { get; init; } = 8;

    /// <summary>
    /// What <c>shuffle</c> leaves in order: <c>agents</c> keeps the events of each agent as they are among themselves. Default: nothing.
    /// </summary>
    public string? Keeps { get; init; }

    /// <summary>What <c>alter</c> puts in place of the event's text; default: the text reversed, or the type made unknown.</summary>
    public string? Text { get; init; }

    /// <summary>What <c>alter</c> sends in place of the whole payload, and <c>inject</c> beside it, be it JSON or not. One line. Default none.</summary>
    public string? Json { get; init; }

    /// <summary>True when what <c>inject</c> sends carries the cursor of the event before it. Default: it carries none.</summary>
    public bool? WithCursor { get; init; }

    /// <summary>
    /// The status with which <c>end</c> closes a WebSocket, 1000 to 4999 without the reserved ones. Default 1000.
    /// </summary>
    public int? Code { get; init; }

    /// <summary>The <c>grpc-status</c> with which <c>end</c> ends a call, 0 to 16. Default 0, OK.</summary>
    public int? GrpcStatus { get; init; }

    /// <summary>Every error in these values, each naming its member; empty when there is none.</summary>
    public IEnumerable<string> Validate(string path) => EventFaultProblems.Of(this, path);
}

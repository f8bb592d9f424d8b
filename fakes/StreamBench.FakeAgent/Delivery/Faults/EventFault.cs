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

    /// <summary>How many events <c>shuffle</c> mixes, 2 to 256. Default 8.</summary>
    public int Window { get; init; } = 8;

    /// <summary>What <c>alter</c> puts in place of the event's text; default: the text reversed, or the type made unknown.</summary>
    public string? Text { get; init; }

    /// <summary>What <c>alter</c> sends in place of the whole payload, be it JSON or not. One line. Default none.</summary>
    public string? Json { get; init; }

    /// <summary>Every error in these values, each naming its member; empty when there is none.</summary>
    public IEnumerable<string> Validate(string path)
    {
        if (!EventFaults.All.ContainsKey(Do))
        {
            yield return $"{path}.do: \"{Do}\" is no fault; choose one of {string.Join(", ", EventFaults.All.Keys)}";
        }

        if (Ms is < 0 or > 600_000)
        {
            yield return $"{path}.ms: {Ms} is not between 0 and 600000";
        }

        if (Count is < 1 or > 1_000)
        {
            yield return $"{path}.count: {Count} is not between 1 and 1000";
        }

        if (Window is < 2 or > 256)
        {
            yield return $"{path}.window: {Window} is not between 2 and 256";
        }

        if (Json is not null && Json.AsSpan().ContainsAny('\r', '\n'))
        {
            yield return $"{path}.json: must be one line";
        }

        if (At.Chance is < 0 or > 1)
        {
            yield return $"{path}.at.chance: {At.Chance} is not between 0 and 1";
        }
    }
}

namespace StreamBench.FaultProxy.Links;

/// <summary>What every stage of a link may know: whose bytes it carries, the time, and where to report a fault.</summary>
internal sealed class LinkContext
{
    public required string Proxy { get; init; }

    /// <summary>The number of the connection at its proxy, counted from 1 in order of acceptance.</summary>
    public required long Connection { get; init; }

    public required Direction Direction { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The seed of the run; chance of a stage follows from it, the proxy, the connection, the direction and the stage.</summary>
    public required long Seed { get; init; }

    public required FaultLog Faults { get; init; }

    public Random RandomFor(string stage) => Seeds.RandomFor(Seed, Proxy, Connection, Direction, stage);

    public void Log(string what, long offset, LinkEnd? end = null, long? eventIndex = null, string? detail = null) =>
        Faults.Write(
            new FaultRecord
            {
                Time = Time.GetUtcNow(),
                Proxy = Proxy,
                Connection = Connection,
                Direction = Direction,
                Offset = offset,
                EventIndex = eventIndex,
                What = what,
                Detail = detail ?? end?.ToString().ToLowerInvariant(),
            }
        );
}

using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: all clients of a room have one tracking id, so what waits for one of them is given to another.</summary>
public sealed class AtmosphereSharesItsId : IMutant
{
    /// <inheritdoc/>
    public string Name => "atmosphere-shares-its-id";

    /// <inheritdoc/>
    public string Bug => "joins a room under the tracking id of somebody who is there";

    /// <inheritdoc/>
    public string Dialect => "atmosphere";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FAN-002"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right;

    /// <inheritdoc/>
    public HttpMessageHandler PlantBelow(HttpMessageHandler right) => new TrackingIdBug(right, _ => "everybody");
}

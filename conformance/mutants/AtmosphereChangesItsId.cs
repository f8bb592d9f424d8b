using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: each request has a new tracking id, so the server cannot know what waits for whom.</summary>
public sealed class AtmosphereChangesItsId : IMutant
{
    /// <inheritdoc/>
    public string Name => "atmosphere-changes-its-id";

    /// <inheritdoc/>
    public string Bug => "comes back under another tracking id";

    /// <inheritdoc/>
    public string Dialect => "atmosphere";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["RES-001"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right;

    /// <inheritdoc/>
    public HttpMessageHandler PlantBelow(HttpMessageHandler right)
    {
        var count = 0;
        return new TrackingIdBug(
            right,
            own => own + Interlocked.Increment(ref count).ToString("x4", CultureInfo.InvariantCulture)
        );
    }
}

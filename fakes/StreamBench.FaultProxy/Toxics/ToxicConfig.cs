using System.Collections.Immutable;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>A toxic as the API shows it and takes it.</summary>
public sealed record ToxicConfig
{
    /// <summary>Unique at its proxy, over both streams; default <c>&lt;type&gt;_&lt;stream&gt;</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>A key of <see cref="ToxicTypes.All"/>, in lower case.</summary>
    public required string Type { get; init; }

    /// <summary><c>upstream</c> (client to server) or <c>downstream</c>, in any case; shown as it was given. Default downstream.</summary>
    public string Stream { get; init; } = "downstream";

    /// <summary>The chance that a connection meets this toxic, drawn per connection: at 0 or less never, at 1 or more always. Default 1.</summary>
    public float Toxicity { get; init; } = 1;

    /// <summary>Attributes by name; those left out have their default. Names that the type does not know are ignored.</summary>
    public ImmutableDictionary<string, decimal> Attributes { get; init; } = ImmutableDictionary<string, decimal>.Empty;
}

using System.Collections.Immutable;
using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>A toxic in its place: how it is shown, where it works, and what it does.</summary>
internal sealed record ToxicSlot(ToxicConfig Config, Direction Direction, ToxicType Type, Toxic Toxic)
{
    public string Name => Config.Name;

    /// <summary>Checks in Toxiproxy's order: the stream, then the type.</summary>
    /// <exception cref="FaultProxyException">One of them is unknown.</exception>
    public static ToxicSlot From(ToxicConfig config)
    {
        Direction direction;
        if (string.Equals(config.Stream, "upstream", StringComparison.OrdinalIgnoreCase))
            direction = Direction.Upstream;
        else if (string.Equals(config.Stream, "downstream", StringComparison.OrdinalIgnoreCase))
            direction = Direction.Downstream;
        else
            throw FaultProxyException.InvalidStream();
        if (!ToxicTypes.All.TryGetValue(config.Type, out var type))
            throw FaultProxyException.InvalidToxicType();
        var named = config.Name.Length > 0 ? config : config with { Name = $"{config.Type}_{config.Stream}" };
        return Make(named, direction, type);
    }

    /// <summary>The same toxic with other attributes or toxicity; attributes left out stay as they are.</summary>
    public ToxicSlot With(float? toxicity, ImmutableDictionary<string, decimal> attributes) =>
        Make(
            Config with
            {
                Toxicity = toxicity ?? Config.Toxicity,
                Attributes = Config.Attributes.SetItems(attributes),
            },
            Direction,
            Type
        );

    /// <summary>What a connection meets: this toxic, or nothing.</summary>
    public IPipe Draw(Random random) => random.NextSingle() < Config.Toxicity ? Toxic : NoopToxic.Instance;

    private static ToxicSlot Make(ToxicConfig config, Direction direction, ToxicType type)
    {
        var values = new AttributeValues(type, config.Attributes);
        var shown = type.Attributes.ToImmutableDictionary(
            attribute => attribute.Name,
            attribute => values[attribute.Name]
        );
        return new ToxicSlot(config with { Attributes = shown }, direction, type, type.Create(values));
    }
}

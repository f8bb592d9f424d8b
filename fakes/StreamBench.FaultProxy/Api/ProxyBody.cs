using System.Collections.Immutable;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Api;

/// <summary>Reads proxies and toxics from bodies and from the configuration file.</summary>
internal static class ProxyBody
{
    /// <summary>An array of proxies, with their toxics.</summary>
    public static ImmutableArray<ProxyConfig> ReadList(GoValue body) =>
        [.. body.Items().Select(proxy => Read(proxy, withToxics: true))];

    /// <summary>One proxy.</summary>
    /// <param name="body">The object.</param>
    /// <param name="withToxics">Whether toxics count: not when one proxy is made, as in Toxiproxy.</param>
    public static ProxyConfig Read(GoValue body, bool withToxics) =>
        new()
        {
            Name = body["name"].AsString() ?? "",
            Listen = body["listen"].AsString() is { Length: > 0 } listen ? listen : ListenAddress.Default,
            Upstream = body["upstream"].AsString() ?? "",
            Enabled = body["enabled"].AsBoolean() ?? true,
            Toxics = withToxics ? [.. body["toxics"].Items().Select(ReadToxic)] : [],
        };

    public static ProxyUpdate ReadUpdate(GoValue body) =>
        new(body["listen"].AsString(), body["upstream"].AsString(), body["enabled"].AsBoolean());

    /// <summary>A toxic; its stream and type are checked before its attributes are read.</summary>
    public static ToxicConfig ReadToxic(GoValue body)
    {
        var toxic = new ToxicConfig
        {
            Name = body["name"].AsString() ?? "",
            Type = body["type"].AsString() ?? "",
            Stream = body["stream"].AsString() ?? "downstream",
            Toxicity = body["toxicity"].AsSingle() ?? 1,
        };
        return toxic with { Attributes = ReadAttributes(body, ToxicSlot.From(toxic).Type) };
    }

    /// <summary>The attributes given that a type knows.</summary>
    public static ImmutableDictionary<string, decimal> ReadAttributes(GoValue body, ToxicType type)
    {
        var given = ImmutableDictionary.CreateBuilder<string, decimal>();
        foreach (var attribute in type.Attributes)
        {
            if (body["attributes"][attribute.Name].AsNumber(attribute.IsInteger) is { } value)
                given.Add(attribute.Name, value);
        }
        return given.ToImmutable();
    }
}

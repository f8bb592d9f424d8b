using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.FaultProxy.Api;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Client;

/// <summary>What the client sends and reads. A server may know toxics that this program does not: they are read all the same.</summary>
internal static class ClientJson
{
    public static JsonObject Of(ProxyConfig proxy) =>
        new()
        {
            ["name"] = proxy.Name,
            ["listen"] = proxy.Listen,
            ["upstream"] = proxy.Upstream,
            ["enabled"] = proxy.Enabled,
            ["toxics"] = new JsonArray([.. proxy.Toxics.Select(Of)]),
        };

    public static JsonObject Of(ProxyUpdate update)
    {
        var json = new JsonObject();
        if (update.Listen is not null)
            json["listen"] = update.Listen;
        if (update.Upstream is not null)
            json["upstream"] = update.Upstream;
        if (update.Enabled is not null)
            json["enabled"] = update.Enabled;
        return json;
    }

    public static JsonObject Of(ToxicConfig toxic)
    {
        var json = Of(toxic.Attributes, toxic.Toxicity);
        json["type"] = toxic.Type;
        json["stream"] = toxic.Stream;
        if (toxic.Name.Length > 0)
            json["name"] = toxic.Name;
        return json;
    }

    public static JsonObject Of(ImmutableDictionary<string, decimal> attributes, float? toxicity)
    {
        var json = new JsonObject
        {
            ["attributes"] = new JsonObject(
                attributes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))
            ),
        };
        if (toxicity is not null)
            json["toxicity"] = toxicity;
        return json;
    }

    public static ProxyState ReadProxy(GoValue json) =>
        new()
        {
            Name = json["name"].AsString() ?? "",
            Listen = json["listen"].AsString() ?? "",
            Upstream = json["upstream"].AsString() ?? "",
            Enabled = json["enabled"].AsBoolean() ?? false,
            Toxics = [.. json["toxics"].Items().Select(ReadToxic)],
        };

    public static ToxicConfig ReadToxic(GoValue json)
    {
        var attributes = json["attributes"];
        return new ToxicConfig
        {
            Name = json["name"].AsString() ?? "",
            Type = json["type"].AsString() ?? "",
            Stream = json["stream"].AsString() ?? "downstream",
            Toxicity = json["toxicity"].AsSingle() ?? 1,
            Attributes = attributes
                .Names()
                .ToImmutableDictionary(name => name, name => attributes[name].AsNumber(isInteger: false) ?? 0),
        };
    }
}

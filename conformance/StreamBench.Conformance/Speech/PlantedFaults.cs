using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;

namespace StreamBench.Conformance.Speech;

/// <summary>Which disturbances a case plants: read from what its server, its proxy and its steps do.</summary>
internal static class PlantedFaults
{
    /// <summary>Every kind, once.</summary>
    internal static IReadOnlySet<Disturbance> Of(Setup setup) =>
        Behaviours(setup)
            .SelectMany(OfServer)
            .Concat(ProxyRules(setup).SelectMany(rule => OfProxy((string?)rule["do"], rule)))
            .Concat(setup.Steps.SelectMany(step => OfStep(step.Do)))
            .ToHashSet();

    /// <summary>How the server behaves, from the start and after each step that changes it.</summary>
    internal static IEnumerable<JsonObject> Behaviours(Setup setup) =>
        setup.Steps.Select(step => step.With["behaviour"]).Prepend(setup.Server).OfType<JsonObject>();

    /// <summary>The server's faults of events.</summary>
    internal static IEnumerable<JsonObject> ServerFaults(Setup setup) =>
        Behaviours(setup).SelectMany(server => Objects(server["faults"]));

    /// <summary>The proxy's rules, from the start and after each step that changes them.</summary>
    internal static IEnumerable<JsonObject> ProxyRules(Setup setup) =>
        setup.Steps.Select(step => step.With["rules"]).Prepend(setup.Proxy).SelectMany(Objects);

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    private static IEnumerable<Disturbance> OfServer(JsonObject server)
    {
        if (server.ContainsKey("replayOverlap") || server.ContainsKey("ignoresCursor"))
        {
            yield return Disturbance.Repeat;
        }

        if (server.ContainsKey("lateEvents"))
        {
            yield return Disturbance.Reorder;
        }

        if (server.ContainsKey("readersSteal"))
        {
            yield return Disturbance.Loss;
        }

        foreach (var fault in Objects(server["faults"]))
        {
            switch ((string?)fault["do"])
            {
                case "drop":
                    yield return Disturbance.Loss;
                    break;
                case "duplicate":
                    yield return Disturbance.Repeat;
                    break;
                case "swap" or "shuffle":
                    yield return Disturbance.Reorder;
                    break;
                case "alter":
                    yield return Disturbance.Alteration;
                    break;
                case "abort":
                    yield return Disturbance.Break;
                    break;
            }
        }
    }

    private static IEnumerable<Disturbance> OfProxy(string? deed, JsonObject rule) =>
        deed switch
        {
            "cut" => [Disturbance.Break],
            "drop" => [Disturbance.Loss],
            "duplicate" => [Disturbance.Repeat],
            "swap" or "shuffle" => [Disturbance.Reorder],
            "delay" when rule.ContainsKey("events") => [Disturbance.Reorder],
            "alter" => [Disturbance.Alteration],
            _ => [],
        };

    // Who leaves a stream, or is thrown out of it, leaves what was on its way there.
    private static IEnumerable<Disturbance> OfStep(string deed) =>
        deed is "resume" or "proxy-off" or "restart" ? [Disturbance.Break] : [];
}

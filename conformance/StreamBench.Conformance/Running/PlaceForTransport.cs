using System.Text.Json.Nodes;

namespace StreamBench.Conformance.Running;

/// <summary>
/// Says the places of a case's rules in the words of one transport: event 0 is the moment after <c>hello</c>, and each answer to a long poll
/// is a connection of its own, so there the first time counts.
/// </summary>
internal static class PlaceForTransport
{
    internal static JsonArray Adapt(JsonArray rules, string transport)
    {
        foreach (var at in rules.Select(rule => rule?["at"]).OfType<JsonObject>())
        {
            if (at["seq"] is not JsonValue seq || !seq.TryGetValue<long>(out var number))
            {
                continue;
            }

            if (number == 0)
            {
                at.Remove("seq");
                at["index"] = 1;
                at["connection"] ??= 1;
            }
            else if (transport == "lp")
            {
                at.Remove("connection");
                at["once"] = true;
            }
        }

        return rules;
    }
}

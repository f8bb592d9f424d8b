using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Running;
using StreamBench.Dialects;
using StreamBench.Dialects.Design;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Conformance.Speech;

/// <summary>Whether the faults of a case can be planted in a dialect: their places have to be there, and their words to be the wire's.</summary>
internal static class FaultTerms
{
    internal static string? WhyNot(PlannedRun cell, Dialect dialect, DialectEndpoint endpoint)
    {
        var (setup, facts) = (cell.Variant.Setup, ScriptFacts.Of(ShippedScripts.Find(cell.Script)!));
        var (frames, values) = (facts.Frames(dialect), Values(facts, cell.Seed));
        return RedirectTerms.WhyNot(setup, dialect, endpoint)
            ?? PlantedFaults
                .ServerFaults(setup)
                .Select(fault => OfServer(fault, dialect, facts, frames, values))
                .FirstOrDefault(IsObstacle)
            ?? PlantedFaults
                .ProxyRules(setup)
                .Select(rule => OfProxy(rule, dialect, endpoint, frames, values))
                .FirstOrDefault(IsObstacle);
    }

    private static string? OfServer(
        JsonObject fault,
        Dialect dialect,
        ScriptFacts facts,
        FrameMap frames,
        ImmutableSortedDictionary<string, long> values
    )
    {
        if ((string?)fault["do"] == "inject" || fault.ContainsKey("json"))
        {
            return $"the case puts frames of the native form into the stream, and {dialect.Name} has its own";
        }

        // What ends a response ends it after any event, told or not.
        var strikesOne = (string?)fault["do"] is not ("end" or "abort");
        var at = fault["at"] as JsonObject;
        var countsEvents = at?.ContainsKey("nth") == true && !at.ContainsKey("type");
        return countsEvents && frames.Told.Count() < facts.Events
                ? $"the case counts native events, and {dialect.Name} does not tell them all"
            : strikesOne && Known(at?["seq"], values) is { } seq && !frames.Tells(seq)
                ? $"{dialect.Name} does not tell event {seq}, which the fault is for"
            : strikesOne && (string?)at?["type"] is { } type && !frames.Told.Any(told => facts.Types[told - 1] == type)
                ? $"{dialect.Name} does not tell {type}, which the fault is for"
            : null;
    }

    private static string? OfProxy(
        JsonObject rule,
        Dialect dialect,
        DialectEndpoint endpoint,
        FrameMap frames,
        ImmutableSortedDictionary<string, long> values
    )
    {
        if (rule["at"] is not JsonObject at)
        {
            return null;
        }

        var needsFrames = at.ContainsKey("seq") || at.ContainsKey("index") || at.ContainsKey("every");
        return at.ContainsKey("event") || (at.ContainsKey("before") && (string?)at["before"] != "end")
                ? $"the case finds its place by the native name of an event, and {dialect.Name} has its own"
            : needsFrames && !HasKnownFrames(endpoint)
                ? $"the proxy cannot tell the frames of {dialect.Name} apart on {endpoint.Transport}"
            : at.ContainsKey("seq") && !PlaceInDialect.IsOnFirst(at) && !dialect.Has(Topic.Place)
                ? $"the frames of {dialect.Name} have no names by which to find one on a later connection"
            : (string?)rule["do"] != "cut" && Known(at["seq"], values) is { } seq && !frames.Tells(seq)
                ? $"{dialect.Name} does not tell event {seq}, which the fault is for"
            : null;
    }

    private static bool HasKnownFrames(DialectEndpoint endpoint) =>
        endpoint.Transport is "ws" or "grpc" || endpoint.ContentType == EventStreamForm.ContentType;

    // The position of a sweep is not known yet; it is always that of an event that is told.
    private static long? Known(JsonNode? number, ImmutableSortedDictionary<string, long> values) =>
        number is JsonValue value
        && (!value.TryGetValue<string>(out var text) || text.StartsWith("$last", StringComparison.Ordinal))
            ? Template.Number(number, values)
            : null;

    private static ImmutableSortedDictionary<string, long> Values(ScriptFacts facts, int seed) =>
        ImmutableSortedDictionary
            .Create<string, long>(StringComparer.Ordinal)
            .Add("last", facts.Events)
            .Add("seed", seed);

    private static bool IsObstacle(string? why) => why is not null;
}

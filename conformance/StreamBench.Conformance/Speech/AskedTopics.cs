using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Judging;
using StreamBench.Conformance.Planning;
using StreamBench.Dialects.Design;

namespace StreamBench.Conformance.Speech;

/// <summary>What a dialect must have for a cell to be about anything.</summary>
internal static class AskedTopics
{
    private static readonly ImmutableDictionary<string, Topic> OfCapabilities = new Dictionary<string, Topic>(
        StringComparer.Ordinal
    )
    {
        ["approvals"] = Topic.Approvals,
        ["cancel"] = Topic.Cancel,
        ["regenerate"] = Topic.Regenerate,
        ["tools"] = Topic.Tools,
        ["client-tools"] = Topic.ClientTools,
        ["agents"] = Topic.Agents,
        ["snapshots"] = Topic.Snapshot,
        ["checksum"] = Topic.Digest,
        ["history"] = Topic.History,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Each topic that the cell's needs, steps, checks and server ask for; some more than once.</summary>
    internal static IEnumerable<Topic> Of(PlannedRun cell)
    {
        var setup = cell.Variant.Setup;
        return cell
            .Needs.Where(OfCapabilities.ContainsKey)
            .Select(need => OfCapabilities[need])
            .Concat(setup.Steps.SelectMany(OfStep))
            .Concat(PlantedFaults.Behaviours(setup).SelectMany(OfServer))
            .Concat(
                setup.Checks.Select(spec => Checks.All[spec.Name]).Where(c => c.IsSubject).Select(c => c.Asks!.Value)
            );
    }

    private static IEnumerable<Topic> OfStep(Step step)
    {
        if (step.When.Kind == TriggerKind.Resumed)
        {
            yield return Topic.Place;
        }

        if (step.When.Kind == TriggerKind.Asked)
        {
            yield return Topic.Answers;
        }

        Topic? asked = step.Do switch
        {
            "approve" or "reject" or "decide" => Topic.Approvals,
            "cancel" => Topic.Cancel,
            "regenerate" => Topic.Regenerate,
            "toolResult" => Topic.ClientTools,
            "fetchHistory" => Topic.History,
            "restart" or "evict" => Topic.Snapshot, // nothing else brings a client back to what is gone
            _ => null,
        };
        if (asked is { } topic)
        {
            yield return topic;
        }
    }

    private static IEnumerable<Topic> OfServer(JsonObject server)
    {
        if (server.ContainsKey("losesAnswers") || Refusals(server["refuse"]).Any(one => one.ContainsKey("requests")))
        {
            yield return Topic.Answers;
        }

        if (server.ContainsKey("heartbeats") && (string?)server["heartbeats"] != "none")
        {
            yield return Topic.Heartbeat;
        }
    }

    private static IEnumerable<JsonObject> Refusals(JsonNode? refuse) =>
        refuse is JsonArray many ? many.OfType<JsonObject>()
        : refuse is JsonObject one ? [one]
        : [];
}

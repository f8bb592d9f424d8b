using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Models;
using StreamBench.Yaml;

namespace StreamBench.Load.Plans.Files;

/// <summary>Makes a plan of nodes whose shapes were checked.</summary>
internal static class PlanReader
{
    internal static LoadPlan Read(YamlNode root, string fileName, PlanFileContext context)
    {
        var name = root["name"]?.Text ?? Path.GetFileNameWithoutExtension(fileName);
        return new LoadPlan
        {
            Name = name,
            Seed = Whole(root["seed"]) ?? 1,
            Target = Target(root["target"], context),
            WarmUp = Time(root["warm-up"]) ?? TimeSpan.Zero,
            Load = root["scenarios"] is null ? [] : Steps(root["load"], context),
            Scenarios = root["scenarios"] is { } several
                ? [.. several.Items.Select(scenario => Scenario(scenario, scenario["name"]!.Text, root, context))]
                : [Scenario(root, root["script"]?.Text ?? name, root, context)],
            MaxOpen = Whole(root["max-open"]) ?? 10_000,
            Timeout = Time(root["timeout"]) ?? TimeSpan.FromMinutes(5),
            Grace = Time(root["grace"]) ?? TimeSpan.FromSeconds(30),
            Stall = Time(root["stall"]) ?? TimeSpan.FromSeconds(1),
            Verify = Verify(root["verify"]),
            Faults = root["faults"] is { } faults ? new(faults["plan"]!.Text, Share(faults["share"])) : null,
            Storm = root["storm"] is { } storm
                ? new(Time(storm["at"])!.Value, Share(storm["share"]), Time(storm["every"]))
                : null,
            Watchers = root["watchers"] is { } watchers
                ? new(Whole(watchers["count"]), watchers["share"] is { } part ? Share(part) : null)
                : null,
            Thresholds = [.. root["thresholds"]?.Items.Select(text => text.Text) ?? []],
        };
    }

    // What a scenario does not say for itself, the top of the plan says for all.
    private static LoadScenario Scenario(YamlNode node, string name, YamlNode root, PlanFileContext context)
    {
        var slow = node["slow-readers"] ?? root["slow-readers"];
        return new LoadScenario
        {
            Name = name,
            Script = (node["script"] ?? root["script"])?.Text,
            Weight = PlanValues.ReadNumber(node["weight"]?.Text ?? "1")!.Value,
            Load = Steps(node["load"], context),
            ThinkTime = PlanValues.ReadThink((node["think-time"] ?? root["think-time"])?.Text ?? "0")!.Value,
            Feed = Feed(node["feed"] ?? root["feed"], context),
            SlowReaders = slow is null ? null : new(Share(slow["share"]), Whole(slow["bytes-per-second"])!.Value),
        };
    }

    private static ImmutableArray<LoadModel> Steps(YamlNode? steps, PlanFileContext context) =>
        [
            .. (steps?.Items ?? [])
                .Select(step => Step(step.Members[0].Key.Text, step.Members[0].Value, context))
                .OfType<LoadModel>(),
        ];

    private static LoadModel? Step(string word, YamlNode keys, PlanFileContext context) =>
        StepKinds.All.First(kind => kind.Word == word).Read(keys, context);

    private static LoadTarget Target(YamlNode? node, PlanFileContext context)
    {
        var otherwise = new LoadTarget();
        return new LoadTarget
        {
            Url = node?["url"]?.Text,
            Dialect = node?["dialect"]?.Text ?? otherwise.Dialect,
            Transport = node?["transport"]?.Text,
            Http = node?["http"]?.Text ?? otherwise.Http,
            Trust = node?["trust"]?.Text is { } trust ? TrustOf(trust, context) : null,
            Method = node?["method"]?.Text,
            Headers = Texts(node?["headers"]),
            Body = node?["body"]?.Text,
            Content = node?["content"]?.Text,
        };
    }

    private static string TrustOf(string text, PlanFileContext context) =>
        text == ServerTrust.Anybody ? text : context.Beside(text);

    private static FeedSource? Feed(YamlNode? node, PlanFileContext context) =>
        node is null
            ? null
            : new FeedSource
            {
                File = node["file"] is { } file ? context.Beside(file.Text) : null,
                Fake = Texts(node["fake"]),
                Order = Enum.Parse<FeedOrder>(node["order"]?.Text ?? "sequence", ignoreCase: true),
            };

    private static ImmutableSortedDictionary<string, string> Texts(YamlNode? node) =>
        (node?.Members ?? []).ToImmutableSortedDictionary(
            member => member.Key.Text,
            member => member.Value.Text,
            StringComparer.Ordinal
        );

    private static double Verify(YamlNode? node) =>
        node?.Text switch
        {
            null or "all" => 1,
            "none" => 0,
            var share => PlanValues.ReadShare(share)!.Value,
        };

    private static double Share(YamlNode? node) => PlanValues.ReadShare(node?.Text ?? "100%")!.Value;

    private static TimeSpan? Time(YamlNode? node) => Duration.Parse(node?.Text ?? "");

    private static int? Whole(YamlNode? node) =>
        node is null ? null : int.Parse(node.Text, CultureInfo.InvariantCulture);
}

using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Load.Models;
using StreamBench.Yaml;
using StreamBench.Yaml.Shapes;

namespace StreamBench.Load.Plans.Files;

/// <summary>A load model in a plan file: its word, its keys, and how they become the model.</summary>
/// <param name="Word">NBomber's name.</param>
/// <param name="Meaning">What it does, for people.</param>
/// <param name="Keys">Its keys.</param>
/// <param name="Read">Makes the model of keys that were checked.</param>
internal sealed record StepKind(
    string Word,
    string Meaning,
    ImmutableArray<KeyShape> Keys,
    Func<YamlNode, PlanFileContext, LoadModel?> Read
);

/// <summary>Every load model; a new one is a line here, a record in Models and a test.</summary>
internal static class StepKinds
{
    private static readonly ValueShape Users = ValueShape.Integer(1, 1_000_000);

    private static readonly KeyShape During = new(
        "during",
        ValueShape.Duration,
        "how long the step lasts",
        IsRequired: true
    );

    internal static readonly ImmutableArray<StepKind> All =
    [
        new(
            "Inject",
            "streams start at a steady rate, evenly spaced",
            [new("rate", PlanValues.Rate, "streams a second", IsRequired: true), During],
            (node, _) => new Inject { Rate = Rate(node, "rate"), During = Time(node) }
        ),
        new(
            "RampingInject",
            "the rate goes in a line from that of the step before to this",
            [new("rate", PlanValues.Rate, "streams a second at the end", IsRequired: true), During],
            (node, _) => new RampingInject { Rate = Rate(node, "rate"), During = Time(node) }
        ),
        new(
            "InjectRandom",
            "each interval has a rate of its own, drawn by the seed",
            [
                new("min-rate", PlanValues.Rate, "lowest rate", IsRequired: true),
                new("max-rate", PlanValues.Rate, "highest rate", IsRequired: true),
                new("interval", ValueShape.Duration, "how long a rate holds; 1s when left out"),
                During,
            ],
            (node, _) =>
                new InjectRandom
                {
                    MinRate = Rate(node, "min-rate"),
                    MaxRate = Rate(node, "max-rate"),
                    Interval = node["interval"] is { } interval
                        ? Duration.Parse(interval.Text)!.Value
                        : TimeSpan.FromSeconds(1),
                    During = Time(node),
                }
        ),
        new(
            "Poisson",
            "streams start independently of each other, with a steady mean",
            [new("rate", PlanValues.Rate, "streams a second in the mean", IsRequired: true), During],
            (node, _) => new Poisson { Rate = Rate(node, "rate"), During = Time(node) }
        ),
        new(
            "Trace",
            "streams start when a recording says so",
            [
                new("file", ValueShape.Text, "a start in seconds on each line, beside the plan", IsRequired: true),
                new("during", ValueShape.Duration, "how much of it is played; all when left out"),
            ],
            (node, context) => context.ReadTrace(node)
        ),
        new(
            "KeepConstant",
            "a steady number of users, each starting the next stream when the last is done",
            [new("copies", Users, "users", IsRequired: true), During],
            (node, _) => new KeepConstant { Copies = Whole(node, "copies"), During = Time(node) }
        ),
        new(
            "RampingConstant",
            "the number of users goes in a line from that of the step before to this",
            [new("copies", Users, "users at the end", IsRequired: true), During],
            (node, _) => new RampingConstant { Copies = Whole(node, "copies"), During = Time(node) }
        ),
        new(
            "IterationsForConstant",
            "a steady number of users until so many streams were started",
            [
                new("copies", Users, "users", IsRequired: true),
                new("iterations", ValueShape.Integer(1, int.MaxValue), "streams in all", IsRequired: true),
            ],
            (node, _) =>
                new IterationsForConstant { Copies = Whole(node, "copies"), Iterations = Whole(node, "iterations") }
        ),
        new("Pause", "nothing starts", [During], (node, _) => new Pause { During = Time(node) }),
    ];

    internal static int Whole(YamlNode node, string key) => int.Parse(node[key]!.Text, CultureInfo.InvariantCulture);

    private static Rate Rate(YamlNode node, string key) => Models.Rate.Parse(node[key]!.Text)!.Value;

    private static TimeSpan Time(YamlNode node) => Duration.Parse(node["during"]!.Text)!.Value;
}

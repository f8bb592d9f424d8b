using System.Collections.Immutable;
using StreamBench.Yaml.Shapes;

namespace StreamBench.Load.Plans.Files;

/// <summary>The mappings of a plan file. The loader checks by them and the schema is written from them.</summary>
internal static class PlanShapes
{
    internal static readonly ImmutableArray<ObjectShape> Models =
    [
        .. StepKinds.All.Select(kind => new ObjectShape(kind.Word, $"the keys of {kind.Word}", kind.Keys)),
    ];

    internal static readonly ObjectShape Step = new(
        "step",
        "one load model, such as Inject: { rate: 200/s, during: 30s }",
        [.. StepKinds.All.Zip(Models, (kind, shape) => new KeyShape(kind.Word, ValueShape.Of(shape), kind.Meaning))]
    )
    {
        IsChoice = true,
    };

    internal static readonly ObjectShape Target = new(
        "target",
        "{ url, dialect, transport, … }",
        [
            new("url", ValueShape.Text, "address of a server of one's own; a fake agent is started when left out"),
            new("dialect", ValueShape.Text, "what the bytes mean; streambench when left out"),
            new(
                "transport",
                ValueShape.OneOf("sse", "ndjson", "ws", "streaming", "lp", "grpc"),
                "how they come; the dialect's first when left out, mostly sse"
            ),
            new("http", ValueShape.OneOf("1.1", "2"), "version of HTTP; 1.1 when left out, 2 for grpc"),
            new(
                "trust",
                ValueShape.Text,
                "whose certificates are believed beside the system's: a PEM file, or any for everybody's"
            ),
            new("method", ValueShape.OneOf("GET", "POST", "PUT"), "of the request; the dialect's when left out"),
            new("headers", ValueShape.Texts, "of the request, with {{fields}} of the feed"),
            new("body", ValueShape.Text, "of the request, with {{fields}} of the feed; the dialect's when left out"),
            new("content", ValueShape.Text, "where content stands in an event, such as choices.0.delta.content"),
        ]
    );

    internal static readonly ObjectShape Feed = new(
        "feed",
        "{ file, order } or { fake }",
        [
            new("file", ValueShape.Text, "rows as .csv with a header line, .json or .jsonl, beside the plan"),
            new("fake", ValueShape.Texts, "Bogus templates by field: name: \"{{name.fullName}}\""),
            new(
                "order",
                ValueShape.OneOf("sequence", "shuffle", "random", "once"),
                "which row is next; sequence when left out"
            ),
        ]
    );

    internal static readonly ObjectShape SlowReaders = new(
        "slow-readers",
        "{ share, bytes-per-second }",
        [
            new("share", PlanValues.Share, "of the scenario's streams", IsRequired: true),
            new("bytes-per-second", ValueShape.Integer(1, int.MaxValue), "how fast they read", IsRequired: true),
        ]
    );

    internal static readonly ObjectShape Faults = new(
        "faults",
        "{ plan, share }",
        [
            new("plan", ValueShape.Text, "fault plan, by name or path", IsRequired: true),
            new("share", PlanValues.Share, "of the streams that go through it; all when left out"),
        ]
    );

    internal static readonly ObjectShape Storm = new(
        "storm",
        "{ at, share, every }",
        [
            new("at", ValueShape.Duration, "when streams lose their connection, since the warm-up", IsRequired: true),
            new("share", PlanValues.Share, "of the streams open then; all when left out"),
            new("every", ValueShape.Duration, "again after so long; once when left out"),
        ]
    );

    internal static readonly ObjectShape Watchers = new(
        "watchers",
        "{ count: 500 } or { share: 50% }",
        [
            new("count", ValueShape.Integer(1, 10_000_000), "how many streams only watch"),
            new("share", PlanValues.Share, "as a share of max-open"),
        ]
    )
    {
        IsChoice = true,
    };

    private static readonly ValueShape Load = ValueShape.ListOf(ValueShape.Of(Step), "a list of load models");

    // What a scenario may say, also at the top of a plan with one scenario.
    private static readonly ImmutableArray<KeyShape> OfScenario =
    [
        new("script", ValueShape.Text, "what the fake agent plays, by name or path"),
        new("load", Load, "the steps, one after the other"),
        new("think-time", PlanValues.Times, "wait of a user of a closed load between two streams; none when left out"),
        new("feed", ValueShape.Of(Feed), "where inputs come from; a text of its own for each stream when left out"),
        new("slow-readers", ValueShape.Of(SlowReaders), "who reads slowly; nobody when left out"),
    ];

    internal static readonly ObjectShape Scenario = new(
        "scenario",
        "a scenario: { name, … }",
        [
            new("name", ValueShape.Text, "its name in results", IsRequired: true),
            new("weight", PlanValues.Weight, "its share of the plan's load, by the sum of weights; 1 when left out"),
            .. OfScenario,
        ]
    );

    internal static readonly ObjectShape Plan = new(
        "plan",
        "a plan: { streambench-load: 1, load: […] }",
        [
            new("streambench-load", ValueShape.Integer(1, 1), "version of the plan language: 1", IsRequired: true),
            new("name", ValueShape.Text, "name for people; the file's name when left out"),
            new("seed", ValueShape.Integer(0, int.MaxValue), "seed of everything that chance decides; 1 when left out"),
            new("target", ValueShape.Of(Target), "what is asked, and how"),
            new("warm-up", ValueShape.Duration, "played before, by the begin of the load, and counted apart"),
            .. OfScenario,
            new(
                "scenarios",
                ValueShape.ListOf(ValueShape.Of(Scenario), "a list of scenarios"),
                "several kinds of users at once"
            ),
            new(
                "max-open",
                ValueShape.Integer(1, 10_000_000),
                "most streams open at once; arrivals over it are dropped and counted; 10000 when left out"
            ),
            new("timeout", ValueShape.Duration, "a longer stream has failed; 5m when left out"),
            new("grace", ValueShape.Duration, "how long open streams may go on after the last step; 30s when left out"),
            new("stall", ValueShape.Duration, "a longer gap is a stall; 1s when left out"),
            new("verify", PlanValues.Verify, "whose final state is compared; all when left out"),
            new("faults", ValueShape.Of(Faults), "who is disturbed, and how"),
            new("storm", ValueShape.Of(Storm), "when many streams lose their connection at once"),
            new("watchers", ValueShape.Of(Watchers), "streams that are held for the whole run and only watch"),
            new(
                "thresholds",
                ValueShape.ListOf(ValueShape.Text, "a list of thresholds"),
                "what must hold, such as ttfe.p99<400ms"
            ),
        ]
    );

    /// <summary>Those that the schema defines.</summary>
    internal static readonly ImmutableArray<ObjectShape> All =
    [
        Plan,
        Scenario,
        Step,
        .. Models,
        Target,
        Feed,
        SlowReaders,
        Faults,
        Storm,
        Watchers,
    ];
}

using System.Text.Json;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Plans.Files;

namespace StreamBench.Load.Tests.Plans;

public sealed class PlanFileTests
{
    [Fact]
    public void Every_shipped_plan_loads()
    {
        ShippedPlans.Names.ShouldBe([
            "mixed-day",
            "ramp",
            "slow-readers",
            "smoke",
            "soak",
            "spike",
            "storm",
            "watchers",
        ]);
        foreach (var name in ShippedPlans.Names)
        {
            ShippedPlans.FindOrLoad(name).Required.Name.ShouldBe(name);
        }
    }

    [Fact]
    public void A_plan_in_code_says_the_same_as_a_plan_in_a_file()
    {
        var second = TimeSpan.FromSeconds(1);

        var plan = PlanBuilder
            .Named("smoke")
            .WarmUp(5 * second)
            .Scenario(
                "refund",
                refund =>
                    refund with
                    {
                        Script = "refund",
                        Load =
                        [
                            Simulation.RampingInject(rate: 200, interval: second, during: 20 * second),
                            Simulation.Inject(rate: 200, interval: second, during: 30 * second),
                        ],
                    }
            )
            .With(plan => plan with { Faults = new LoadFaults("mobile", 0.1) })
            .Threshold("ttfe.p99<400ms")
            .Threshold("goodput>=0.999")
            .Threshold("mismatch==0")
            .Build();

        PlanDigest.Of(plan).ShouldBe(PlanDigest.Of(ShippedPlans.FindOrLoad("smoke").Required));
        PlanDigest.Of(plan with { Seed = 2 }).ShouldNotBe(PlanDigest.Of(plan));
        plan.Length.ShouldBe(55 * second);
    }

    [Fact]
    public void Every_key_reaches_the_plan()
    {
        var plan = PlanFile
            .Parse(
                """
                streambench-load: 1
                name: everything
                seed: 9
                target: { url: "http://localhost:8080/chat", dialect: openai, transport: ndjson, http: 1.1, trust: any, method: POST, headers: { X-User: "{{id}}" }, body: "{}", content: choices.0.delta.content }
                warm-up: 2s
                load:
                  - InjectRandom: { min-rate: 1/s, max-rate: 6/m, interval: 5s, during: 1m }
                """.Replace("1/s, max-rate: 6/m", "6/m, max-rate: 1/s", StringComparison.Ordinal)
                    + """

                    scenarios:
                      - { name: a, script: hello, weight: 2.5, think-time: 1s..3s, slow-readers: { share: 25%, bytes-per-second: 512 } }
                      - { name: b, load: [ { IterationsForConstant: { copies: 3, iterations: 12 } } ], feed: { fake: { q: "{{lorem.word}}" }, order: once } }
                    max-open: 77
                    timeout: 8s
                    grace: 0
                    stall: 250ms
                    verify: 1%
                    faults: { plan: mobile }
                    storm: { at: 3s, share: 50%, every: 1m }
                    watchers: { share: 20% }
                    """,
                "everything.yaml"
            )
            .Required;

        plan.Target.ShouldSatisfyAllConditions(
            target => target.Url.ShouldBe("http://localhost:8080/chat"),
            target => target.Headers["X-User"].ShouldBe("{{id}}"),
            target =>
                (target.Dialect, target.Transport, target.Method, target.Body, target.Content).ShouldBe(
                    ("openai", "ndjson", "POST", "{}", "choices.0.delta.content")
                ),
            target => (target.Http, target.Trust).ShouldBe(("1.1", "any"))
        );
        plan.Load.ShouldHaveSingleItem()
            .ShouldBe(
                new InjectRandom
                {
                    MinRate = new(0.1),
                    MaxRate = new(1),
                    Interval = Seconds(5),
                    During = Seconds(60),
                }
            );
        plan.Scenarios[0]
            .ShouldSatisfyAllConditions(
                a => (a.Script, a.Weight).ShouldBe(("hello", 2.5)),
                a => a.ThinkTime.ShouldBe(new ThinkTime(Seconds(1), Seconds(3))),
                a => a.SlowReaders.ShouldBe(new SlowReaders(0.25, 512))
            );
        plan.Scenarios[1].Load.ShouldBe([new IterationsForConstant { Copies = 3, Iterations = 12 }]);
        plan.Scenarios[1].Feed.ShouldNotBeNull().Order.ShouldBe(FeedOrder.Once);
        (plan.Seed, plan.MaxOpen, plan.WarmUp, plan.Timeout, plan.Grace, plan.Stall, plan.Verify).ShouldBe(
            (9, 77, Seconds(2), Seconds(8), TimeSpan.Zero, Seconds(0.25), 0.01)
        );
        plan.Faults.ShouldBe(new LoadFaults("mobile", 1));
        plan.Storm.ShouldBe(new ReconnectStorm(Seconds(3), 0.5, Seconds(60)));
        plan.Watchers.ShouldBe(new IdleWatchers(null, 0.2));
        plan.Watchers!.CountIn(plan).ShouldBe(15);
    }

    [Fact]
    public void All_problems_are_told_at_once_each_with_its_place()
    {
        var problems = PlanFile
            .Parse(
                """
                streambench-load: 1
                warmup: 5s
                load:
                  - Injekt: { rate: 200/s, during: 30s }
                  - Inject: { rate: 200, during: 30 }
                  - RampingInject: { during: 3s }
                verify: al
                faults: { share: 110% }
                """,
                "bad.yaml"
            )
            .Problems;

        problems
            .Select(problem => problem.ToString())
            .ShouldBe([
                "bad.yaml:2:1: unknown key \"warmup\" in plan (did you mean \"warm-up\"?)",
                "bad.yaml:4:5: unknown key \"Injekt\" in step (did you mean \"Inject\"?)",
                "bad.yaml:5:21: \"rate\" must be a rate such as 200/s, 0.5/s, 90/m or 7/10s (at most 1000000/s)",
                "bad.yaml:5:34: \"during\" must be a duration such as 180ms, 1.5s or 2m (at most 24h)",
                "bad.yaml:6:20: \"rate\" is missing in RampingInject: streams a second at the end",
                "bad.yaml:7:9: \"verify\" must be all, none or a share such as 1% (did you mean \"all\"?)",
                "bad.yaml:8:9: \"plan\" is missing in faults: fault plan, by name or path",
                "bad.yaml:8:18: \"share\" must be a share such as 10%",
            ]);
    }

    [Theory]
    [InlineData("load: []", "load", "a list of load models")]
    [InlineData(
        "load: [ { IterationsForConstant: { copies: 1, iterations: 1 } }, { Pause: { during: 1s } } ]",
        "3:9",
        "make it the last step"
    )]
    [InlineData("load: [ { Inject: { rate: 1/s, during: 0s } } ]", "3:9", "during must be longer than 0")]
    [InlineData("script: x", "1:1", "has no load")]
    [InlineData("load: [ { Pause: { during: 1s } } ]\nfeed: {}", "4:7", "either a file or fake")]
    [InlineData("load: [ { Pause: { during: 1s } } ]\ntarget: { url: localhost }", "4:16", "must be an address")]
    [InlineData("load: [ { Pause: { during: 1s } } ]\nthresholds: [ \"ttfe.p99<400\" ]", "4:25", "is no limit")]
    [InlineData("load: [ { Pause: { during: 1s } } ]\nwatchers: { count: 1, share: 1% }", "4:11", "{ count: 500 } or")]
    [InlineData("load: [ { Pause: { during: 1s } } ]\nwatchers: { share: 100% }", "4:20", "no room")]
    [InlineData(
        "load: [ { Pause: { during: 1s } } ]\nfaults: { plan: mobile }\ntarget: { http: 2 }",
        "5:17",
        "HTTP/1.1"
    )]
    [InlineData(
        "load: [ { Pause: { during: 1s } } ]\ntarget: { transport: grpc, http: 1.1 }",
        "4:34",
        "gRPC is HTTP/2"
    )]
    [InlineData("load: [ { Pause: { during: 1s } } ]\ntarget: { transport: grpc, body: x }", "4:34", "leave body out")]
    [InlineData(
        "load: [ { Pause: { during: 1s } } ]\nwatchers: { count: 1 }\ntarget: { transport: lp }",
        "4:11",
        "over another transport"
    )]
    [InlineData(
        "load: [ { Pause: { during: 1s } } ]\nfaults: { plan: mobile }\ntarget: { dialect: atmosphere, transport: lp }",
        "5:43",
        "would pass by"
    )]
    [InlineData("load: [ { Trace: { file: nowhere.txt } } ]", "3:26", "nowhere.txt")]
    [InlineData("load: &a [ { Pause: { during: 1s } } ]\nthresholds: *a", "4:13", "anchors")]
    [InlineData("load: [ { Pause: { during: 1s } } ]\nload: 1", "4:1", "stands twice")]
    public void A_plan_that_makes_no_sense_is_refused(string rest, string place, string message)
    {
        var problem = PlanFile.Parse($"name: x\nstreambench-load: 1\n{rest}", "p.yaml").Problems.ShouldHaveSingleItem();

        problem.ToString().ShouldContain(place);
        problem.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("- 1", "must be a plan")]
    [InlineData("a: [", "p.yaml:2:1: ")]
    public void What_is_no_mapping_is_no_plan(string text, string message) =>
        PlanFile.Parse(text, "p.yaml").Problems.ShouldHaveSingleItem().ToString().ShouldContain(message);

    [Fact]
    public void Code_that_makes_no_sense_is_refused_with_the_same_words() =>
        Should
            .Throw<InvalidDataException>(() => PlanBuilder.Named("code").Threshold("ttfe<1").Build())
            .Message.ShouldSatisfyAllConditions(
                message => message.ShouldContain("a plan needs a scenario"),
                message => message.ShouldContain("thresholds/0")
            );

    [Fact]
    public void A_trace_stands_beside_its_plan()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "starts.txt"), "0\n1.5\n");
            var path = Path.Combine(folder.FullName, "plan.yaml");
            File.WriteAllText(path, "streambench-load: 1\nload: [ { Trace: { file: starts.txt } } ]\n");

            var trace = PlanFile.Load(path).Required.Scenarios[0].Load.ShouldHaveSingleItem().ShouldBeOfType<Trace>();

            trace.At.ShouldBe([0, 1_500_000_000]);
            trace.During.ShouldBeGreaterThan(Seconds(1.5));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_schema_has_the_keys_of_the_loader_and_leads_nowhere_else()
    {
        using var output = new MemoryStream();
        PlanSchema.Write(output);
        var definitions = JsonElement.Parse(output.ToArray()).GetProperty("$defs");

        foreach (var shape in PlanShapes.All)
        {
            definitions
                .GetProperty(shape.Name)
                .GetProperty("properties")
                .EnumerateObject()
                .Select(key => key.Name)
                .ShouldBe(shape.Keys.Select(key => key.Name));
        }

        var references = References(definitions).Distinct().Append("plan");
        references.ShouldBe(definitions.EnumerateObject().Select(definition => definition.Name), ignoreOrder: true);
    }

    [Fact]
    public void Every_load_model_has_a_word_in_plans() =>
        StepKinds
            .All.Select(kind => kind.Word)
            .ShouldBe(
                typeof(LoadModel)
                    .Assembly.GetTypes()
                    .Where(type => type.IsSubclassOf(typeof(LoadModel)) && !type.IsAbstract)
                    .Select(type => type.Name),
                ignoreOrder: true
            );

    private static IEnumerable<string> References(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value
                .EnumerateObject()
                .SelectMany(member =>
                    member.Name == "$ref" ? [member.Value.GetString()!["#/$defs/".Length..]] : References(member.Value)
                ),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(References),
            _ => [],
        };

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}

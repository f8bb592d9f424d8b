using StreamBench.Cli.Loading;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;

namespace StreamBench.Cli.Tests.Loading;

public sealed class LoadCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("load-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_short_run_with_faults_ends_right_and_leaves_its_files()
    {
        var (code, output, error) = await Cli.RunAsync(
            "load",
            PlanFile(
                "load: [ Inject: { rate: 20/s, during: 2s } ]\nscript: refund\nfaults: { plan: mobile, share: 25% }\n"
            ),
            "--threshold",
            "mismatch==0",
            "--threshold",
            "completed==40",
            "--out",
            In("r.jsonl"),
            "--junit",
            In("r.xml"),
            "--markdown",
            In("r.md"),
            "--csv",
            In("r.csv")
        );

        // 3 where the machine that runs the tests was too busy for honest clocks; what was counted holds all the same.
        code.ShouldBe(output.Contains("NOT TRUSTWORTHY", StringComparison.Ordinal) ? 3 : 0, output + error);
        output.ShouldContain("✓ mismatch==0");
        output.ShouldContain("✓ completed==40");
        ResultReader.Load(In("r.jsonl")).Findings.Engine["disturbed streams"].ShouldNotBe("0");
        foreach (var file in new[] { "r.xml", "r.md", "r.csv" })
        {
            new FileInfo(In(file)).Length.ShouldBeGreaterThan(0);
        }
    }

    [Theory]
    [InlineData(true, false, false, ExitCode.AsExpected)]
    [InlineData(false, false, false, ExitCode.CheckFailed)]
    [InlineData(true, true, false, ExitCode.Harness)]
    [InlineData(false, true, false, ExitCode.Harness)]
    [InlineData(true, false, true, ExitCode.Interrupted)]
    public void The_exit_code_says_what_a_result_means(bool held, bool isDistrusted, bool isPartial, int code)
    {
        var plan = PlanBuilder
            .Named("p")
            .Scenario("s", scenario => scenario)
            .WithLoad(new Load.Models.Pause { During = TimeSpan.FromSeconds(1) })
            .Build();
        var result = new LoadResult
        {
            Header = new ResultHeader
            {
                Plan = plan.Name,
                PlanDigest = PlanDigest.Of(plan),
                Seed = 1,
                Segments = ["1/1"],
                Scenarios = ["s"],
                StartedAt = DateTimeOffset.UnixEpoch,
            },
            Intervals = [],
            Totals = new TallySet(1),
            Measured = TimeSpan.FromSeconds(1),
            IsPartial = isPartial,
            Distrust = isDistrusted ? ["the engine was late"] : [],
        };

        LoadSession.CodeOf(result, held).ShouldBe(code);
    }

    [Fact]
    public async Task A_bad_plan_is_answered_with_every_place()
    {
        var file = PlanFile("load: [ Injekt: { rate: 20/s, during: 2s } ]\nverify: perhaps\n");

        var (code, _, error) = await Cli.RunAsync("load", file);

        code.ShouldBe(ExitCode.Usage);
        error.ShouldContain($"{file}:2:");
        error.ShouldContain($"{file}:3:");
        error.ShouldContain("Inject");
    }

    [Theory]
    [InlineData("--segment", "3/2", "--segment")]
    [InlineData("--threshold", "ttfx.p99<1s", "ttfx.p99")]
    [InlineData("--fault-share", "lots", "share")]
    [InlineData("--verify", "perhaps", "\"verify\" must be all, none or a share")]
    public async Task A_bad_option_is_named(string option, string value, string expected)
    {
        var (code, _, error) = await Cli.RunAsync("load", "smoke", option, value);

        code.ShouldBe(ExitCode.Usage);
        error.ShouldContain(expected);
    }

    [Fact]
    public async Task A_server_that_does_not_exist_is_no_run()
    {
        var (code, _, error) = await Cli.RunAsync(
            "load",
            "--url",
            "http://no-such-host.invalid/",
            "--duration",
            "1s",
            "--out",
            In("r.jsonl")
        );

        code.ShouldBe(ExitCode.Harness);
        error.ShouldContain("unknown host");
    }

    [Theory]
    [InlineData("ajo")]
    [InlineData("convobase")]
    [InlineData("atmosphere")]
    public async Task The_agent_inside_speaks_every_dialect_of_the_harness(string dialect)
    {
        var plan = PlanFile("load: [ Inject: { rate: 10/s, during: 1s } ]\nscript: s-tool\n");

        var (code, output, error) = await Cli.RunAsync(
            "load",
            plan,
            "--dialect",
            dialect,
            "--threshold",
            "completed==10",
            "--threshold",
            "verified==10",
            "--out",
            In("r.jsonl")
        );

        code.ShouldBe(output.Contains("NOT TRUSTWORTHY", StringComparison.Ordinal) ? 3 : 0, output + error);
        output.ShouldContain("✓ completed==10");
        output.ShouldContain("✓ verified==10");
    }

    [Theory]
    [InlineData("streambench", "lp")]
    [InlineData("streambench", "grpc")]
    [InlineData("atmosphere", "streaming")]
    [InlineData("atmosphere", "lp")]
    [InlineData("atmosphere", "grpc")]
    public async Task Every_scenario_has_its_own_script_on_every_transport(string dialect, string transport)
    {
        var plan = PlanFile(
            """
            load: [ Inject: { rate: 20/s, during: 1s } ]
            scenarios:
              - { name: tools, script: s-tool }
              - { name: words, script: s-hello }

            """
        );

        var (code, output, error) = await Cli.RunAsync(
            "load",
            plan,
            "--dialect",
            dialect,
            "--transport",
            transport,
            "--verify",
            "all",
            "--threshold",
            "completed==20",
            "--threshold",
            "verified==20",
            "--out",
            In("r.jsonl")
        );

        code.ShouldBe(output.Contains("NOT TRUSTWORTHY", StringComparison.Ordinal) ? 3 : 0, output + error);
        output.ShouldContain("✓ completed==20");
        output.ShouldContain("✓ verified==20");
    }

    [Theory]
    [InlineData("streambench", "lp")]
    [InlineData("streambench", "grpc")]
    [InlineData("atmosphere", "grpc")]
    public async Task Disturbed_streams_come_back_on_transports_of_the_portable_path(string dialect, string transport)
    {
        // Cut long before the end: what Atmosphere's server has on its way at a cut it does not say again, and that must not be the end.
        await File.WriteAllTextAsync(
            In("pause.yaml"),
            "streambench: 1\nname: PAUSE\nturns:\n  - user: Hi\n    events:\n"
                + "      - { text: \"One word after another, and then\", split: 4 }\n      - wait: 3s\n"
                + "      - text: the rest.\n      - end: completed\n",
            TestContext.Current.CancellationToken
        );
        var plan = PlanFile("load: [ Inject: { rate: 20/s, during: 1s } ]\nscript: pause.yaml\n");
        await File.WriteAllTextAsync(
            In("cut.yaml"),
            "streambench-faults: 1\nrules:\n  - at: { connection: 1, index: 2 }\n    do: cut\n    how: rst\n",
            TestContext.Current.CancellationToken
        );

        var (_, output, error) = await Cli.RunAsync(
            "load",
            plan,
            "--dialect",
            dialect,
            "--transport",
            transport,
            "--faults",
            In("cut.yaml"),
            "--fault-share",
            "50%",
            "--threshold",
            "completed==20",
            "--threshold",
            "mismatch==0",
            "--threshold",
            "reconnects==10",
            "--out",
            In("r.jsonl")
        );

        output.ShouldContain("✓ completed==20", Case.Sensitive, output + error);
        output.ShouldContain("✓ mismatch==0");
        output.ShouldContain("✓ reconnects==10");
    }

    [Fact]
    public async Task A_version_of_http_that_has_no_grpc_is_refused()
    {
        var (code, _, error) = await Cli.RunAsync(
            "load",
            "smoke",
            "--transport",
            "grpc",
            "--http",
            "1.1",
            "--out",
            In("r.jsonl")
        );

        code.ShouldBe(ExitCode.Usage);
        error.ShouldContain("gRPC is HTTP/2");
    }

    [Fact]
    public async Task A_script_that_asks_is_refused_where_the_dialect_has_no_words_for_the_question()
    {
        var (code, _, error) = await Cli.RunAsync("load", "--script", "refund", "--dialect", "convobase");

        code.ShouldBe(ExitCode.Usage);
        error.ShouldBe(
            "the script refund waits for a decision, and convobase has no words for one: choose another script\n"
        );
    }

    [Fact]
    public async Task A_file_of_certificates_that_is_not_there_is_named()
    {
        var (code, _, error) = await Cli.RunAsync(
            "load",
            "--url",
            "https://127.0.0.1:1/",
            "--trust",
            In("nobody.pem"),
            "--out",
            In("r.jsonl")
        );

        code.ShouldBe(ExitCode.Usage);
        error.ShouldContain("target.trust");
        error.ShouldContain("nobody.pem");
    }

    [Fact]
    public async Task Two_segments_are_merged_and_compared_with_themselves()
    {
        var plan = PlanFile("load: [ Inject: { rate: 20/s, during: 1s } ]\nscript: s-hello\n");
        await Cli.RunAsync("load", plan, "--segment", "1/2", "--out", In("1.jsonl"));
        await Cli.RunAsync("load", plan, "--segment", "2/2", "--out", In("2.jsonl"));

        var merged = await Cli.RunAsync("merge", In("1.jsonl"), In("2.jsonl"), "--out", In("all.jsonl"));
        var diff = await Cli.RunAsync("diff", In("all.jsonl"), In("all.jsonl"), "--fail-on", "ttfe.p99:+10%");

        merged.Output.ShouldContain("segment 1/2 2/2");
        ResultReader.Load(In("all.jsonl")).Totals.Sum(warmUp: false).Arrivals.ShouldBe(20);
        diff.Code.ShouldBe(ExitCode.AsExpected, diff.Error);
    }

    [Fact]
    public async Task Every_shipped_plan_is_listed_and_good()
    {
        var (_, list, _) = await Cli.RunAsync("load", "list");
        var (code, _, error) = await Cli.RunAsync(["load", "validate", .. ShippedPlans.Names]);

        (code, error).ShouldBe((ExitCode.AsExpected, ""));
        ShippedPlans.Names.ShouldAllBe(name => list.Contains(name, StringComparison.Ordinal));
    }

    private string In(string name) => Path.Combine(folder, name);

    private string PlanFile(string text)
    {
        var file = In("plan.yaml");
        File.WriteAllText(file, "streambench-load: 1\n" + text);
        return file;
    }
}

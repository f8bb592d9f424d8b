using System.Text.Json;
using StreamBench.Cli.Conforming;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;

namespace StreamBench.Cli.Tests.Conforming;

public sealed class ConformTests : IDisposable
{
    private const string OneRun = "RES-001/transport:sse/script:S-TOOL/variant:fin/k:3";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("conform-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_reference_passes_and_every_run_has_a_line()
    {
        var (code, output, error) = await RunAsync("--reference", "--run", OneRun);

        error.ShouldBeEmpty();
        code.ShouldBe(0);
        output.ShouldContain("1 passed, 0 failed");
        var results = ResultReader.Load(InFolder("results.jsonl"));
        results.Runs.ShouldHaveSingleItem().Fault.ShouldBe("cut by fin at connection 1, seq 3");
        Directory.Exists(InFolder("traces")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_reference_passes_in_a_dialect_and_what_that_cannot_say_has_a_reason()
    {
        var (code, output, error) = await RunAsync(
            "--reference",
            "--dialect",
            "ajo,convobase",
            "--run",
            "TRN-006",
            "SNP-001"
        );

        error.ShouldBeEmpty();
        code.ShouldBe(0, output);
        var runs = ResultReader
            .Load(InFolder("results.jsonl"))
            .Runs.ToDictionary(run => run.Path, StringComparer.Ordinal);
        runs["TRN-006/transport:ws/dialect:ajo/script:S-TOOL"].Verdict.ShouldBe(Verdict.Pass);
        runs["TRN-006/transport:sse/dialect:convobase/script:S-TOOL"].Reason.ShouldBe("convobase takes no cancel");
        runs["SNP-001/transport:ws/dialect:ajo/script:S-LONG"].Reason.ShouldBe("ajo has no snapshots");
        runs["SNP-001/transport:sse/dialect:convobase/script:S-LONG"].Reason.ShouldBe("convobase has no snapshots");
    }

    [Fact]
    public async Task Explain_tells_what_becomes_of_a_case_in_a_dialect()
    {
        var (code, output, _) = await Cli.RunAsync("conform", "explain", "APR-001", "--dialect", "ajo,convobase");

        code.ShouldBe(0);
        output.ShouldContain("ajo on ws with S-APPR approve: runs");
        output.ShouldContain("convobase on sse with S-APPR approve: convobase asks for no approvals");
    }

    [Fact]
    public async Task List_names_what_runs_in_a_dialect()
    {
        var (code, output, _) = await Cli.RunAsync("conform", "list", "SNP-*", "APR-*", "--dialect", "ajo");

        code.ShouldBe(0);
        output.ShouldContain("APR-001");
        output.ShouldNotContain("SNP-001");
    }

    [Fact]
    public async Task Each_repetition_is_a_run_of_its_own()
    {
        var (code, output, _) = await RunAsync("--reference", "--run", OneRun, "--repeat", "3");

        code.ShouldBe(0, output);
        ResultReader
            .Load(InFolder("results.jsonl"))
            .Notes.ShouldContain(note => note.StartsWith("2 runs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_gives_1_and_its_trace_is_in_a_file_that_the_report_names()
    {
        var (code, output, _) = await RunAsync("--client", ForgetfulClient.Spec, "--run", OneRun);

        code.ShouldBe(1);
        output.ShouldContain("trace:");
        var run = ResultReader.Load(InFolder("results.jsonl")).Runs.Single(run => run.Position == "k:3");
        Path.GetFileName(run.TraceFile)
            .ShouldBe("RES-001-transport-sse-dialect-streambench-script-S-TOOL-variant-fin-k-3.txt");
        var trace = await File.ReadAllTextAsync(run.TraceFile!, TestContext.Current.CancellationToken);
        trace.ShouldContain("POST /v1/conversations/");
        trace.ShouldContain("/items");
        trace.ShouldContain("repeat:  streambench conform --client");
    }

    [Theory]
    [InlineData("--transport see", "did you mean \"sse\"")]
    [InlineData("--dialect ajoo", "there is no dialect \"ajoo\" (did you mean \"ajo\"?)")]
    [InlineData("--run RES-0O1", "did you mean \"RES-001\"")]
    [InlineData("--run RES-001/sse", "write name:value")]
    [InlineData("--shard 5/4", "is no part")]
    [InlineData("--run @no/such/file", "no/such/file: cannot be read")]
    public async Task A_wrong_word_gives_2_and_is_named(string words, string message)
    {
        var (code, output, error) = await RunAsync(["--reference", .. words.Split(' ')]);

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldContain(message);
    }

    [Theory]
    [InlineData("# mine\nRES-001\nRES-0O2\n", ":3:1: \"RES-0O2\" matches no case")]
    [InlineData("# nothing yet\n", "there is no pattern in the file")]
    public async Task A_wrong_file_of_patterns_is_named_by_its_line(string text, string message)
    {
        var file = InFolder("patterns.txt");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        var (code, _, error) = await RunAsync("--reference", "--run", "@" + file);

        code.ShouldBe(2);
        error.ShouldContain(file);
        error.ShouldContain(message);
    }

    [Fact]
    public async Task A_file_of_patterns_selects_what_its_lines_select()
    {
        var file = InFolder("patterns.txt");
        await File.WriteAllTextAsync(file, $"# one\n{OneRun} # here\n\n", TestContext.Current.CancellationToken);

        var (code, output, _) = await RunAsync("--reference", "--run", "@" + file);

        code.ShouldBe(0);
        output.ShouldContain("1 passed");
    }

    [Fact]
    public async Task A_client_that_cannot_start_gives_3()
    {
        var (code, _, error) = await RunAsync("--client", "/no/such/program", "--run", OneRun);

        code.ShouldBe(3);
        error.ShouldContain("/no/such/program");
    }

    [Fact]
    public async Task Nothing_selected_gives_4()
    {
        var (code, _, error) = await RunAsync("--reference", "--run", OneRun, "--transport", "ws");

        code.ShouldBe(4);
        error.ShouldContain("nothing was selected");
    }

    [Fact]
    public async Task An_interrupted_run_gives_130_and_keeps_what_was_found()
    {
        PathPattern.TryParse("RES-001/transport:sse", out var pattern, out _).ShouldBeTrue();
        using var stop = new CancellationTokenSource();
        var settings = new ConformSettings
        {
            Plan = new PlanOptions { Run = [pattern] },
            // The line that repeats a run is asked for when it is judged: the first one is over then.
            Runner = new RunnerOptions { Parallel = 1, Repeat = run => Stop(stop, run) },
            Out = folder,
        };

        var code = await new ConformRun(TextWriter.Null, TextWriter.Null).RunAsync(settings, stop.Token);

        code.ShouldBe(130);
        ResultReader.Load(InFolder("results.jsonl")).Summary.IsPartial.ShouldBeTrue();
    }

    [Fact]
    public async Task A_baseline_that_was_written_makes_the_same_run_green_and_a_typo_in_it_is_named()
    {
        var file = InFolder("known.yaml");
        string[] client = ["--client", ForgetfulClient.Spec, "--run", OneRun, "--baseline", file];
        await RunAsync([.. client, "--update-baseline"]);

        var (code, output, _) = await RunAsync(client);

        code.ShouldBe(0);
        output.ShouldContain("0 failed, 1 known");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, text.Replace("RES-001", "RES-0O1"), TestContext.Current.CancellationToken);
        var (typo, _, error) = await RunAsync(client);

        typo.ShouldBe(2);
        error.ShouldContain("RES-0O1");
        error.ShouldMatch(@"known\.yaml:\d+:\d+");
    }

    [Theory]
    [InlineData("annotations", "::error")]
    [InlineData("badge", "\"schemaVersion\"")]
    [InlineData("console", "1 failed")]
    [InlineData("json", "\"forgetful\"")]
    [InlineData("junit", "<testsuite")]
    [InlineData("markdown", "RES-001")]
    public async Task A_report_is_made_of_results_later(string verb, string part)
    {
        await RunAsync("--client", ForgetfulClient.Spec, "--run", OneRun);

        var (code, output, error) = await Cli.RunAsync("conform", verb, InFolder("results.jsonl"));

        error.ShouldBeEmpty();
        code.ShouldBe(0);
        output.ShouldContain(part);
    }

    [Fact]
    public async Task Results_that_are_not_there_are_named()
    {
        var (code, _, error) = await Cli.RunAsync("conform", "junit", InFolder("none.jsonl"));

        code.ShouldBe(2);
        error.ShouldContain("none.jsonl");
    }

    [Fact]
    public async Task The_list_for_programs_is_an_object_a_line()
    {
        var (code, output, _) = await Cli.RunAsync("conform", "list", "RES-*", "--json");

        code.ShouldBe(0);
        var ids = output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!)
            .ToList();
        ids.ShouldContain("RES-001");
        ids.ShouldAllBe(id => id.StartsWith("RES-"));
    }

    [Fact]
    public async Task Explaining_an_unknown_case_says_what_was_meant()
    {
        var (code, _, error) = await Cli.RunAsync("conform", "explain", "RES-0O1");

        code.ShouldBe(2);
        error.ShouldContain("did you mean \"RES-001\"");
    }

    [Theory]
    [InlineData("SEQ-008", "MUST: A client sends a cursor back byte for byte")]
    [InlineData("SRV-004", "MUST: The last cursor of a finished conversation is answered by bye or 204 at once.")]
    public async Task Explaining_a_case_quotes_its_rule(string id, string rule)
    {
        var (code, output, _) = await Cli.RunAsync("conform", "explain", id);

        code.ShouldBe(0);
        output.ShouldContain(rule);
        output.ShouldContain("StreamBench protocol §6");
    }

    [Fact]
    public async Task The_rules_are_listed_with_their_cases()
    {
        var (code, output, _) = await Cli.RunAsync("conform", "rules");

        code.ShouldBe(0);
        output.ShouldContain("duplicates-ignored");
        output.ShouldContain("SEQ-001, SEQ-002");
    }

    private static string Stop(CancellationTokenSource stop, PlannedRun run)
    {
        stop.Cancel();
        return run.Path;
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] words) =>
        Cli.RunAsync(["conform", .. words, "--out", folder.FullName]);

    private string InFolder(string name) => Path.Combine(folder.FullName, name);
}

using StreamBench.Conformance.Results;

namespace StreamBench.Cli.Tests.Conforming;

public sealed class RosterTests : IDisposable
{
    private const string OneRun = "RES-001/transport:sse/script:S-TOOL/variant:fin/k:3";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("roster-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Clients_of_a_list_stand_side_by_side_in_one_result()
    {
        await WriteAsync(
            $"""
            streambench-clients: 1
            clients:
              - name: right
                reference: true
              - name: forgetful-1.2
                client: "{ForgetfulClient.Spec}"
              - name: excused
                client: "{ForgetfulClient.Spec}"
                baseline: excused.yaml
            """
        );
        await File.WriteAllTextAsync(
            InFolder("excused.yaml"),
            "client: excused\nknown-failing:\n  - case: RES-001/**\n    issue: https://example.org/1\n",
            TestContext.Current.CancellationToken
        );

        var (code, output, error) = await RunAsync("--junit", InFolder("all.xml"));

        error.ShouldBeEmpty();
        code.ShouldBe(1);
        output.ShouldContain("right: 1 passed, 0 failed");
        output.ShouldContain("forgetful-1.2: 0 passed, 1 failed");
        output.ShouldContain("excused: 0 passed, 0 failed, 1 known");
        var joined = ResultReader.Load(InFolder("results.jsonl"));
        joined.Header.Clients.Select(card => card.Name).ShouldBe(["right", "forgetful-1.2", "excused"]);
        joined.Runs.Single(run => run.Client == "right").Repeat.ShouldContain("--reference");
        File.Exists(Path.Combine(folder.FullName, "excused", "results.jsonl")).ShouldBeTrue();
        (await File.ReadAllTextAsync(InFolder("all.xml"), TestContext.Current.CancellationToken)).ShouldContain(
            "forgetful-1.2"
        );
    }

    [Fact]
    public async Task A_client_that_does_not_start_costs_nobody_else_and_gives_3()
    {
        await WriteAsync(
            """
            streambench-clients: 1
            clients:
              - { name: gone, client: "./there-is-no-such-program" }
              - { name: right, reference: true }
            """
        );

        var (code, output, error) = await RunAsync();

        code.ShouldBe(3);
        error.ShouldContain("there-is-no-such-program");
        output.ShouldContain("right: 1 passed");
        ResultReader.Load(InFolder("results.jsonl")).Header.Clients.ShouldHaveSingleItem().Name.ShouldBe("right");
    }

    [Fact]
    public async Task Results_of_an_older_run_do_not_stand_for_a_client_that_does_not_start_now()
    {
        await WriteAsync("streambench-clients: 1\nclients:\n  - { name: one, reference: true }");
        (await RunAsync()).Code.ShouldBe(0);
        await WriteAsync("streambench-clients: 1\nclients:\n  - { name: one, client: ./there-is-no-such-program }");

        var (code, output, _) = await RunAsync();

        code.ShouldBe(3);
        output.ShouldNotContain("passed");
    }

    [Theory]
    [InlineData("clients:\n  - { name: a, client: x }", "\"streambench-clients\" is missing")]
    [InlineData("streambench-clients: 2\nclients:\n  - { name: a, client: x }", ":1:22: only version 1 is known")]
    [InlineData("streambench-clients: 1\nclients: []", ":2:10: 0 clients; there must be between 1 and 100")]
    [InlineData("streambench-clients: 1\nclients:\n  - { name: a }", "either client: CMD or reference: true")]
    [InlineData("streambench-clients: 1\nclients:\n  - { name: ../a, client: x }", "is no name of a folder")]
    [InlineData("streambench-clients: 1\nclients:\n  - { name: a, client: 'cdm:x' }", "is no kind of client")]
    [InlineData("streambench-clients: 1\nclients:\n  - { name: a, clint: x }", "did you mean \"client\"")]
    [InlineData(
        "streambench-clients: 1\nclients:\n  - { name: a, client: x }\n  - { name: a, client: y }",
        "\"a\" is the name of 2 clients"
    )]
    public async Task A_wrong_list_gives_2_and_says_where(string text, string message)
    {
        await WriteAsync(text);

        var (code, output, error) = await RunAsync();

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        error.ShouldContain("clients.yaml:");
        error.ShouldContain(message);
    }

    [Fact]
    public async Task One_baseline_for_all_clients_is_refused()
    {
        var (code, _, error) = await RunAsync("--baseline", "b.yaml");

        code.ShouldBe(2);
        error.ShouldContain("each client names its own baseline");
    }

    private string InFolder(string name) => Path.Combine(folder.FullName, name);

    private Task WriteAsync(string text) =>
        File.WriteAllTextAsync(InFolder("clients.yaml"), text, TestContext.Current.CancellationToken);

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] more) =>
        Cli.RunAsync([
            "conform",
            "--clients",
            InFolder("clients.yaml"),
            "--run",
            OneRun,
            "--out",
            folder.FullName,
            .. more,
        ]);
}

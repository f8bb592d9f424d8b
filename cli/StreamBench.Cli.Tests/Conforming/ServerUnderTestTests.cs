using StreamBench.Conformance.Results;
using StreamBench.FakeAgent;

namespace StreamBench.Cli.Tests.Conforming;

/// <summary>A server under test as people name it on the command line, alone and together with a client.</summary>
public sealed class ServerUnderTestTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("server-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_running_server_is_tested_at_its_address()
    {
        await using var agent = await StartAsync();

        var (code, output, error) = await RunAsync(
            "--server",
            $"{agent.HttpAddress}",
            "--run",
            "SRV-001",
            "--transport",
            "sse"
        );

        error.ShouldBeEmpty();
        code.ShouldBe(0, output);
        output.ShouldContain(" passed, 0 failed");
    }

    [Fact]
    public async Task A_client_and_a_server_are_tested_together()
    {
        await using var agent = await StartAsync();
        string[] pair = ["--mode", "both", "--reference", "--server", $"{agent.HttpAddress}"];

        var (code, output, error) = await RunAsync([
            .. pair,
            "--run",
            "RES-001/transport:ws/script:S-TOOL/variant:rst/k:7",
        ]);

        error.ShouldBeEmpty();
        code.ShouldBe(0, output);
        var run = ResultReader.Load(Path.Combine(folder.FullName, "results.jsonl")).Runs.ShouldHaveSingleItem();
        run.Client.ShouldBe($"reference+{agent.HttpAddress.Authority}");
        run.Repeat.ShouldStartWith($"streambench conform --mode both --reference --server {agent.HttpAddress}");
    }

    [Theory]
    [InlineData("--mode both --reference", "one server (--server URL or --server-cmd CMD)")]
    [InlineData("--reference --server http://127.0.0.1:1", "--mode both for a client against a server")]
    [InlineData("--server localhost:4280", "is no address; write one such as http://127.0.0.1:4280")]
    [InlineData("--mode all --reference", "both")]
    public async Task Words_that_name_nobody_or_too_many_give_2(string words, string message)
    {
        var (code, output, error) = await RunAsync(words.Split(' '));

        code.ShouldBe(2);
        (output + error).ShouldContain(message);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_gives_3_and_what_to_do()
    {
        var (code, _, error) = await RunAsync("--server", "http://127.0.0.1:1", "--run", "SRV-001");

        code.ShouldBe(3);
        error.ShouldContain("nothing answers at http://127.0.0.1:1/");
    }

    private static Task<FakeAgentServer> StartAsync() =>
        FakeAgentServer.StartAsync(
            new FakeAgentOptions { HttpPort = 0, GrpcPort = 0 },
            cancellation: TestContext.Current.CancellationToken
        );

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] words) =>
        Cli.RunAsync(["conform", .. words, "--out", folder.FullName]);
}

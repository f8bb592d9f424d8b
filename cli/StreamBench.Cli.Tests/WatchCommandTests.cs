using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Cli.Tests;

public sealed class WatchCommandTests
{
    private static readonly FakeAgentOptions OnFreePorts = new() { HttpPort = 0, GrpcPort = 0 };

    [Theory]
    [InlineData("sse")]
    [InlineData("grpc")]
    public async Task A_turn_is_watched_to_its_end_and_the_digest_is_the_servers(string transport)
    {
        await using var agent = await FakeAgentServer.StartAsync(
            OnFreePorts,
            cancellation: TestContext.Current.CancellationToken
        );
        var server = transport == "grpc" ? agent.GrpcAddress : agent.HttpAddress;

        var (code, output, error) = await Cli.RunAsync(
            "watch",
            $"{server}v1/conversations/c1",
            "--transport",
            transport,
            "--send",
            "Hi",
            "--once"
        );

        error.ShouldBeEmpty();
        code.ShouldBe(0);
        var lines = output.TrimEnd().Split('\n');
        lines.ShouldContain(line => line.StartsWith("  1:1 ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("turn.close", StringComparison.Ordinal));
        lines.SkipLast(1).ShouldAllBe(line => line.TrimEnd().Length <= 80);
        lines[^1].ShouldBe(agent.Conversations.Find("c1")!.Journal.Read().Digest);
    }

    [Theory]
    [InlineData("ajo")]
    [InlineData("convobase")]
    public async Task A_turn_is_watched_in_another_dialect(string dialect)
    {
        await using var agent = await FakeAgentServer.StartAsync(
            OnFreePorts with
            {
                CreateOnSubscribe = true,
            },
            cancellation: TestContext.Current.CancellationToken
        );

        var (code, output, error) = await Cli.RunAsync(
            "watch",
            $"{agent.HttpAddress}v1/conversations/c1",
            "--dialect",
            dialect,
            "--send",
            "Hi",
            "--once"
        );

        error.ShouldBeEmpty();
        code.ShouldBe(0);
        output.ShouldContain("text.append");
        output.ShouldContain("turn.close");
    }

    [Fact]
    public async Task A_transport_that_a_dialect_does_not_have_is_refused_with_those_it_has()
    {
        var (code, _, error) = await Cli.RunAsync(
            "watch",
            "http://127.0.0.1:1/v1/conversations/c",
            "--dialect",
            "ajo",
            "--transport",
            "sse"
        );

        code.ShouldBe(2);
        error.ShouldContain("ajo has no sse; it has ws.");
    }

    [Fact]
    public async Task An_escape_sequence_in_the_stream_does_not_reach_the_terminal()
    {
        var script = ScriptFile
            .Parse(
                """
                streambench: 1
                name: hostile
                turns:
                  - events:
                      - text: "\e[2J\u202Eboo"
                      - end: completed
                """,
                "hostile.yaml"
            )
            .Required;
        await using var agent = await FakeAgentServer.StartAsync(
            OnFreePorts with
            {
                Script = script,
            },
            cancellation: TestContext.Current.CancellationToken
        );

        var (_, output, _) = await Cli.RunAsync(
            "watch",
            $"{agent.HttpAddress}v1/conversations/c1",
            "--send",
            "Hi",
            "--once"
        );

        output.ShouldContain(@"\u{1b}[2J\u{202e}boo");
        output.ShouldNotContain("\e");
    }

    [Fact]
    public async Task An_unknown_conversation_says_what_to_do()
    {
        await using var agent = await FakeAgentServer.StartAsync(
            OnFreePorts,
            cancellation: TestContext.Current.CancellationToken
        );

        var (code, _, error) = await Cli.RunAsync("watch", $"{agent.HttpAddress}v1/conversations/nobody/events");

        code.ShouldBe(2);
        error.ShouldContain("no conversation \"nobody\"");
    }

    [Fact]
    public async Task Nobody_listening_is_told_from_a_wrong_address()
    {
        var (unreachable, _, _) = await Cli.RunAsync("watch", "http://127.0.0.1:1/v1/conversations/c");
        var (wrong, _, error) = await Cli.RunAsync("watch", "http://127.0.0.1:1/chat");

        unreachable.ShouldBe(3);
        wrong.ShouldBe(2);
        error.ShouldContain("http://host:port/v1/conversations/{id}");
    }
}

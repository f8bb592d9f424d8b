using System.Text.Json;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Clients.Once;

namespace StreamBench.Conformance.Tests.Clients;

public sealed class OnceClientTests
{
    private static CancellationToken Watchdog => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_introduces_itself_when_it_is_asked_to()
    {
        await using var client = Open();

        (await client.StartAsync(Watchdog)).Client.Name.ShouldBe("once");
    }

    [Theory]
    [InlineData("LINE")]
    [InlineData("FILE")]
    public async Task The_answer_is_the_last_line_or_the_state_file(string name)
    {
        await using var client = Open();

        var answer = await client.RunAsync(BadClient.Order(name: name), _ => { }, Watchdog);

        answer.Outcome.ShouldBe("ok", answer.Breakdown?.Detail);
        answer.State.GetProperty("inputEnabled").ValueKind.ShouldBe(JsonValueKind.True);
        answer.Log.ShouldBe("connecting\n");
    }

    [Theory]
    [InlineData("BAD-FILE", BreakdownKind.Garbled, "state file: $.items: expected an array, found 7")]
    [InlineData("OTHER", BreakdownKind.Garbled, "$.run: answered for \"r99\"")]
    [InlineData("SILENT", BreakdownKind.Garbled, "nor is there a state file")]
    [InlineData("EXIT", BreakdownKind.Crashed, "exited with code 3 without an answer")]
    [InlineData("HANG", BreakdownKind.Hung, "it did not end within 700 ms")]
    [InlineData("FLOOD", BreakdownKind.Flooded, "longer than 4194304 bytes")]
    public async Task What_is_no_answer_is_named(string name, BreakdownKind kind, string detail)
    {
        await using var client = Open();
        var deadline = kind == BreakdownKind.Hung ? 500 : 20_000;

        var answer = await client.RunAsync(BadClient.Order(name: name, deadlineMs: deadline), _ => { }, Watchdog);

        answer.Breakdown.ShouldNotBeNull().Kind.ShouldBe(kind, answer.Breakdown.Detail);
        answer.Breakdown.Detail.ShouldContain(detail);
    }

    [Theory]
    [InlineData("LINE")]
    [InlineData("HANG")]
    [InlineData("FLOOD")]
    public async Task Nothing_is_left_of_a_program_after_its_case(string name)
    {
        using var life = new Lifeline();
        await using var client = Open(life);

        await client.RunAsync(BadClient.Order(name: name, deadlineMs: 500), _ => { }, Watchdog);

        (await life.EndAsync(Watchdog)).ShouldBe(1);
    }

    private static OnceClient Open(Lifeline? life = null)
    {
        Programs.RequirePython();
        var script = BadClient.Script.Replace("bad.py", "once.py", StringComparison.Ordinal);
        return new OnceClient($"python3 '{script}' {life?.Port}", BadClient.Limits, TimeProvider.System);
    }
}

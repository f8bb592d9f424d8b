using StreamBench.Conformance.Clients;

namespace StreamBench.Conformance.Tests.Clients;

/// <summary>The smoke test is silent about a good adapter and speaks plainly about a bad one.</summary>
public sealed class SmokeTestTests
{
    private static CancellationToken Watchdog => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("node", "adapters/client-node/client.mjs")]
    [InlineData("python3", "adapters/client-python/client.py")]
    public async Task A_good_adapter_has_nothing_to_mend(string program, string file)
    {
        Programs.RequireNode();
        Programs.RequirePython();
        await using var client = ClientSpec.Parse($"{program} '{Programs.Conformance(file)}'").Create();

        var findings = await SmokeTest.RunAsync(client, Watchdog);

        findings.Select(f => f.Exchange).ShouldBe(["start", "turn", "again", "deadline", "action", "absent"]);
        findings.Where(f => !f.IsGood).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("stillborn", "start", "exited with code 7")]
    [InlineData("answers-other", "turn", "answered for \"r99\"")]
    [InlineData("wrong-type", "turn", "$.state.items[0].kind")]
    [InlineData("good", "absent", "there was no server, and yet the outcome is \"ok\"")]
    public async Task A_bad_adapter_is_told_what_to_mend(string habit, string exchange, string trouble)
    {
        await using var client = BadClient.Open(habit);

        var findings = await SmokeTest.RunAsync(client, Watchdog);

        findings.First(f => f.Exchange == exchange).Trouble.ShouldNotBeNull().ShouldContain(trouble);
    }
}

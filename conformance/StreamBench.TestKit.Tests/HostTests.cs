using System.Net.Http.Json;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.TestKit.Tests;

public sealed class HostTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task The_agent_plays_a_script_and_tells_the_state_it_ends_in()
    {
        await using var agent = await FakeAgentHost.StartAsync("s-hello");

        await ReadTurnAsync(agent.Url);

        var state = agent.StateOf("c1");
        state.InputEnabled.ShouldBeTrue();
        string.Concat(state.Items.Values.Select(item => item.Text)).ShouldContain("Hello");
        agent.Requests.Select(request => request.Method).ShouldBe(["POST", "GET"]);
    }

    [Fact]
    public async Task The_proxy_cuts_where_it_is_told_and_says_so()
    {
        await using var agent = await FakeAgentHost.StartAsync("s-hello");
        await using var proxy = await FaultProxyHost.StartAsync(
            agent.Url,
            "- { at: { connection: 1, index: 2 }, do: cut, how: rst }"
        );

        await Should.ThrowAsync<IOException>(() => ReadTurnAsync(proxy.Url));

        proxy.Faults.ShouldContain(fault => fault.What == "cut" && fault.EventIndex == 2);
    }

    [Fact]
    public async Task Other_rules_hold_from_then_on()
    {
        await using var agent = await FakeAgentHost.StartAsync("s-hello");
        await using var proxy = await FaultProxyHost.StartAsync(agent.Url);

        await proxy.UseAsync("- { at: { connection: \"*\", index: 1 }, do: cut, how: rst }");

        await Should.ThrowAsync<IOException>(() => ReadTurnAsync(proxy.Url));
    }

    [Fact]
    public async Task Wrong_rules_and_an_unknown_script_are_named()
    {
        var rules = await Should.ThrowAsync<RuleFileException>(() =>
            FaultProxyHost.StartAsync(new Uri("http://127.0.0.1:9"), "- { at: { index: 1 }, do: cutt }")
        );
        var script = await Should.ThrowAsync<FormatException>(() => FakeAgentHost.StartAsync("s-helo"));

        rules.Message.ShouldContain("cutt");
        script.Message.ShouldContain("s-helo");
    }

    private static async Task ReadTurnAsync(Uri server)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var address = $"{server}v1/conversations/c1";
        using var turn = await Http.PostAsJsonAsync($"{address}/turns", new { text = "hi" }, cancellation);
        turn.EnsureSuccessStatusCode();
        using var events = new StreamReader(await Http.GetStreamAsync(new Uri($"{address}/events"), cancellation));
        while (await events.ReadLineAsync(cancellation) is { } line && !line.Contains("turn.close")) { }
    }
}

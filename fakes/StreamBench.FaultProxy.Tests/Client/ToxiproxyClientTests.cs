using System.Collections.Immutable;
using StreamBench.FaultProxy.Client;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Tests.Api;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Tests.Client;

public class ToxiproxyClientTests
{
    private static readonly ProxyConfig Web = new() { Name = "web/é 1", Upstream = "127.0.0.1:9" };

    [Fact]
    public async Task It_tells_the_version()
    {
        await using var world = await ApiWorld.OpenAsync();
        using var client = new ToxiproxyClient(world.Address);

        (await client.GetVersionAsync()).ShouldBe(new Version(2, 12, 0));
    }

    [Fact]
    public async Task A_proxy_is_made_changed_and_deleted()
    {
        await using var world = await ApiWorld.OpenAsync();
        using var client = new ToxiproxyClient(world.Address);
        var web = Web with { Name = "web é 1" };

        var made = await client.CreateAsync(web with { Toxics = [new ToxicConfig { Type = "noop" }] });
        made.Listen.ShouldStartWith("127.0.0.1:");
        made.Toxics.Select(toxic => toxic.Name).ShouldBe(["noop_downstream"]);

        (await client.UpdateAsync(web.Name, new ProxyUpdate(Enabled: false))).Enabled.ShouldBeFalse();
        (await client.GetProxyAsync(web.Name)).Enabled.ShouldBeFalse();
        (await client.GetProxiesAsync()).Keys.ShouldBe([web.Name]);

        await client.DeleteAsync(web.Name);
        (await client.GetProxiesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Populate_makes_proxies_with_their_toxics_and_reset_takes_toxics_away()
    {
        await using var world = await ApiWorld.OpenAsync();
        using var client = new ToxiproxyClient(world.Address);
        var slow = new ToxicConfig
        {
            Type = "latency",
            Toxicity = 0.25f,
            Attributes = Of(("latency", 7)),
        };

        var made = await client.PopulateAsync([Web with { Toxics = [slow] }]);
        made.Single().Toxics.Single().Attributes.ShouldBe(Of(("latency", 7), ("jitter", 0)), ignoreOrder: true);
        made.Single().Toxics.Single().Toxicity.ShouldBe(0.25f);

        await client.ResetAsync();
        (await client.GetProxiesAsync())[Web.Name].Toxics.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_toxic_is_added_changed_and_removed()
    {
        await using var world = await ApiWorld.OpenAsync();
        using var client = new ToxiproxyClient(world.Address);
        await client.CreateAsync(Web with { Name = "web" });

        await client.AddToxicAsync(
            "web",
            new ToxicConfig
            {
                Type = "latency",
                Name = "a b",
                Stream = "upstream",
            }
        );
        var changed = await client.UpdateToxicAsync("web", "a b", Of(("jitter", 3)), toxicity: 0);
        changed.Attributes["jitter"].ShouldBe(3);
        changed.Toxicity.ShouldBe(0);
        await client.RemoveToxicAsync("web", "a b");

        (await client.GetProxyAsync("web")).Toxics.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_server_refuses_is_told_with_its_status_and_words()
    {
        await using var world = await ApiWorld.OpenAsync();
        using var client = new ToxiproxyClient(world.Address);

        var refusal = await Should.ThrowAsync<FaultProxyException>(() => client.GetProxyAsync("no"));

        (refusal.Status, refusal.Message).ShouldBe((404, "proxy not found"));
    }

    private static ImmutableDictionary<string, decimal> Of(params (string Name, decimal Value)[] values) =>
        values.ToImmutableDictionary(value => value.Name, value => value.Value);
}

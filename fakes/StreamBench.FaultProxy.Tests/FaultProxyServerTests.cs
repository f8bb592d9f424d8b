using StreamBench.FaultProxy.Proxies;
using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests;

public class FaultProxyServerTests
{
    private static readonly ProxyConfig Web = new() { Name = "web", Upstream = "127.0.0.1:9" };

    [Fact]
    public async Task Populate_leaves_the_same_alone_and_replaces_what_differs()
    {
        await using var server = new FaultProxyServer();
        var same = await server.CreateAsync(Web with { Name = "same", Toxics = [Toxic("noop")] });
        var old = await server.CreateAsync(Web with { Name = "other", Toxics = [Toxic("noop")] });

        var result = await server.PopulateAsync([
            Web with
            {
                Name = "same",
                Listen = same.Listen,
                Enabled = false,
            },
            Web with
            {
                Name = "other",
                Upstream = "127.0.0.1:10",
            },
        ]);

        result.Failure.ShouldBeNull();
        server["same"].ShouldBeSameAs(same);
        (same.Enabled, same.Toxics.Count).ShouldBe((true, 1));
        server["other"].ShouldNotBeSameAs(old);
        (old.Enabled, server["other"].Toxics.Count).ShouldBe((false, 0));
    }

    [Fact]
    public async Task Reset_enables_every_proxy_and_takes_all_toxics_away()
    {
        await using var server = new FaultProxyServer();
        await server.CreateAsync(Web with { Enabled = false, Toxics = [Toxic("noop"), Toxic("stall")] });

        await server.ResetAsync();

        (server["web"].Enabled, server["web"].Toxics.Count).ShouldBe((true, 0));
    }

    [Fact]
    public async Task The_configuration_file_makes_proxies_with_their_toxics()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            """[{"name":"web","listen":"127.0.0.1:0","upstream":"127.0.0.1:9","toxics":[{"type":"latency","attributes":{"latency":5}}]}]"""
        );
        await using var server = new FaultProxyServer();

        await server.LoadAsync(file);

        server["web"].Enabled.ShouldBeTrue();
        server["web"].Toxics.Single().Attributes["latency"].ShouldBe(5);
        File.Delete(file);
    }

    [Theory]
    [InlineData("", "bad request body: EOF")]
    [InlineData("""[{"name":"a"}]""", "missing required field: upstream at proxy 1")]
    [InlineData("""[{"name":"a","upstream":"b:1","toxics":[{"type":"no"}]}]""", "invalid toxic type")]
    public async Task A_bad_configuration_file_is_refused_by_its_name(string text, string why)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text);
        await using var server = new FaultProxyServer();

        var failure = await Should.ThrowAsync<FaultProxyException>(() => server.LoadAsync(file));

        failure.Message.ShouldBe($"{file}: {why}");
        server.Proxies.ShouldBeEmpty();
        File.Delete(file);
    }

    [Fact]
    public async Task Two_servers_cannot_have_one_name_twice_but_each_its_own()
    {
        await using var server = new FaultProxyServer();
        await using var other = new FaultProxyServer();
        await server.CreateAsync(Web);
        await other.CreateAsync(Web);

        (await Should.ThrowAsync<FaultProxyException>(() => server.CreateAsync(Web))).Status.ShouldBe(409);
    }
}

using System.Collections.Immutable;
using System.Net;
using StreamBench.FaultProxy.Client;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Tests.Api;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Tests.Client;

/// <summary>
/// The client with any server of Toxiproxy's API: with ours always, and with the one at the address that the environment variable
/// <c>STREAMBENCH_TOXIPROXY_URL</c> names, such as <c>http://127.0.0.1:8474</c>. Only what both do.
/// </summary>
public sealed class AnyToxiproxyTests
{
    private const string Name = "streambench-client-test";

    public static TheoryData<string> Servers =>
        Environment.GetEnvironmentVariable("STREAMBENCH_TOXIPROXY_URL") is { Length: > 0 } url
            ? ["ours", url]
            : ["ours"];

    [Theory, MemberData(nameof(Servers))]
    public Task A_proxy_carries_bytes_until_it_is_disabled_and_again_when_it_is_enabled(string server) =>
        WithProxyAsync(
            server,
            async (client, world) =>
            {
                (await client.GetVersionAsync())!.Major.ShouldBeGreaterThanOrEqualTo(2);
                var address = IPEndPoint.Parse((await client.GetProxyAsync(Name)).Listen);
                await ShouldCarryAsync(world, address);

                (await client.UpdateAsync(Name, new ProxyUpdate(Enabled: false))).Enabled.ShouldBeFalse();
                await Should.ThrowAsync<System.Net.Sockets.SocketException>(() => world.ConnectToAsync(address));

                (await client.UpdateAsync(Name, new ProxyUpdate(Enabled: true))).Enabled.ShouldBeTrue();
                await ShouldCarryAsync(world, address);
            }
        );

    [Theory, MemberData(nameof(Servers))]
    public Task Toxics_are_added_changed_listed_and_removed(string server) =>
        WithProxyAsync(
            server,
            async (client, _) =>
            {
                var latency = new ToxicConfig { Type = "latency", Attributes = Of(("latency", 7)) };
                (await client.AddToxicAsync(Name, latency)).Name.ShouldBe("latency_downstream");

                var changed = await client.UpdateToxicAsync(Name, "latency_downstream", Of(("jitter", 3)));
                changed.Attributes.ShouldBe(Of(("latency", 7), ("jitter", 3)), ignoreOrder: true);
                (await client.GetProxyAsync(Name)).Toxics.ShouldHaveSingleItem().Stream.ShouldBe("downstream");

                await client.RemoveToxicAsync(Name, "latency_downstream");
                (await client.GetProxyAsync(Name)).Toxics.ShouldBeEmpty();
            }
        );

    [Theory, MemberData(nameof(Servers))]
    public Task A_limit_of_bytes_cuts_a_stream_where_it_says(string server) =>
        WithProxyAsync(
            server,
            async (client, world) =>
            {
                await client.AddToxicAsync(
                    Name,
                    new ToxicConfig { Type = "limit_data", Attributes = Of(("bytes", 5)) }
                );
                var address = IPEndPoint.Parse((await client.GetProxyAsync(Name)).Listen);
                using var pair = await world.ConnectToAsync(address);

                await pair.Server.SendAsync("hello, world");

                await pair.Client.ShouldEndAsync("FIN", after: "hello");
            }
        );

    [Theory, MemberData(nameof(Servers))]
    public Task Refusals_have_a_status_and_words(string server) =>
        WithProxyAsync(
            server,
            async (client, world) =>
            {
                (await RefusalAsync(() => client.GetProxyAsync("streambench-none"))).ShouldBe((404, "proxy not found"));
                (await RefusalAsync(() => client.CreateAsync(ConfigFor(world)))).ShouldBe(
                    (409, "proxy already exists")
                );
                (await RefusalAsync(() => client.AddToxicAsync(Name, new ToxicConfig { Type = "nonsense" }))).ShouldBe(
                    (400, "invalid toxic type")
                );
                (await RefusalAsync(() => client.RemoveToxicAsync(Name, "none"))).ShouldBe((404, "toxic not found"));
            }
        );

    private static async Task WithProxyAsync(string server, Func<ToxiproxyClient, World, Task> test)
    {
        await using var ours = server == "ours" ? await ApiWorld.OpenAsync() : null;
        await using var world = await World.OpenAsync();
        using var client = new ToxiproxyClient(ours?.Address ?? new Uri(server));
        await client.CreateAsync(ConfigFor(world));
        try
        {
            await test(client, world);
        }
        finally
        {
            await client.DeleteAsync(Name);
        }
    }

    private static ProxyConfig ConfigFor(World world) => new() { Name = Name, Upstream = world.UpstreamAddress };

    private static async Task ShouldCarryAsync(World world, IPEndPoint address)
    {
        using var pair = await world.ConnectToAsync(address);
        await pair.Client.SendAsync("hello");
        await pair.Server.ShouldReceiveAsync("hello");
        await pair.Server.SendAsync("hi");
        await pair.Client.ShouldReceiveAsync("hi");
    }

    private static async Task<(int Status, string Message)> RefusalAsync(Func<Task> call)
    {
        var refusal = await Should.ThrowAsync<FaultProxyException>(call);
        return (refusal.Status, refusal.Message);
    }

    private static ImmutableDictionary<string, decimal> Of(params (string Name, decimal Value)[] values) =>
        values.ToImmutableDictionary(value => value.Name, value => value.Value);
}

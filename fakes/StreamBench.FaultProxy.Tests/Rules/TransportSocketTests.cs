using System.Text;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>Refusals and connections that fall silent, on every transport, over sockets.</summary>
public sealed class TransportSocketTests
{
    public static TheoryData<string> Transports => [.. Wire.Names, "long-poll", "grpc"];

    [Theory, MemberData(nameof(Transports))]
    public async Task A_refused_connection_is_followed_by_one_that_streams(string transport)
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { do: refuse, count: 1 }");
        var talk = Talk.On(transport);
        (await world.KnockAsync(proxy)).ShouldBe("RST");

        using var pair = await talk.BeginAsync(world, proxy);
        await pair.Server.Socket.SendAsync(talk.Answer);

        (await talk.ReadAsync(pair.Client, events: 3)).ShouldBe([1, 2, 3]);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_stall_lets_nothing_more_come_until_the_rules_go(string transport)
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { at: { index: 1 }, do: cut, how: stall }");
        var talk = Talk.On(transport);
        using var pair = await talk.BeginAsync(world, proxy);

        await pair.Server.Socket.SendAsync(talk.Answer);
        (await talk.ReadAsync(pair.Client, events: 1)).ShouldBe([1]);
        await CutAsync(world);
        pair.Client.Socket.Available.ShouldBe(0);

        await proxy.SetRulesAsync(FaultRules.None);
        (await talk.ReadAsync(pair.Client, events: 3)).ShouldBe([1, 2, 3]);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_half_open_connection_passes_no_byte_and_no_end_until_the_rules_go(string transport)
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { at: { index: 1 }, do: cut, how: half-open }");
        var talk = Talk.On(transport);
        using var pair = await talk.BeginAsync(world, proxy);
        await pair.Server.Socket.SendAsync(talk.Answer);
        (await talk.ReadAsync(pair.Client, events: 1)).ShouldBe([1]);
        await CutAsync(world);
        var silence = pair.Server.ReadToEndAsync();

        await pair.Client.SendAsync("more");
        pair.Client.Finish();
        // Another connection shows that the proxy has had its turn since.
        using var other = await world.ConnectAsync(proxy);
        await other.Client.SendAsync("x");
        await other.Server.ShouldReceiveAsync("x");
        silence.IsCompleted.ShouldBeFalse();
        pair.Client.Socket.Available.ShouldBe(0);

        await proxy.SetRulesAsync(FaultRules.None);
        var (late, end) = await silence;
        Encoding.UTF8.GetString(late).ShouldBe("more");
        end.ShouldBe("FIN");
        (await talk.ReadAsync(pair.Client, events: 3)).ShouldBe([1, 2, 3]);
    }

    private static Task<Proxy> PutAsync(World world, string rules) =>
        world.Server.PutAsync(
            new ProxyConfig
            {
                Name = "ruled",
                Upstream = world.UpstreamAddress,
                Rules = RuleFile.Parse($"streambench-faults: 1\nrules:\n{rules}"),
            }
        );

    private static async Task CutAsync(World world)
    {
        using var watchdog = new CancellationTokenSource(World.Watchdog);
        await foreach (var record in world.Server.Faults.FollowAsync(watchdog.Token))
        {
            if (record.What == "cut")
                return;
        }
    }
}

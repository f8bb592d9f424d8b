using System.Collections.Immutable;
using System.Text;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules.Files;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>Chance follows from the seed, over sockets too.</summary>
public sealed class RepeatTests
{
    private const string Rules = """
        streambench-faults: 1
        rules:
          - { at: { every: event, chance: 40% }, do: drop }
          - { at: { every: event, chance: 30% }, do: duplicate }
          - { at: { connection: 2.., every: event, chance: 5% }, do: cut, how: fin }
        """;

    private static readonly ToxicConfig Slicer = new()
    {
        Type = "slicer",
        Toxicity = 0.5f,
        Attributes = ImmutableDictionary<string, decimal>.Empty.Add("average_size", 40).Add("size_variation", 20),
    };

    [Fact]
    public async Task The_same_seed_gives_the_same_log_and_the_same_bytes_twice()
    {
        var first = await PlayAsync(seed: 7);
        var again = await PlayAsync(seed: 7);
        var other = await PlayAsync(seed: 8);

        again.Log.ShouldBe(first.Log);
        again.Bytes.ShouldBe(first.Bytes);
        first.Log.ShouldContain(line => line.Contains("cut"));
        other.Log.ShouldNotBe(first.Log);
    }

    private static async Task<(string[] Log, string[] Bytes)> PlayAsync(long seed)
    {
        await using var world = await World.OpenAsync(new FaultProxyOptions { Seed = seed });
        var proxy = await world.Server.PutAsync(
            new ProxyConfig
            {
                Name = "ruled",
                Upstream = world.UpstreamAddress,
                Rules = RuleFile.Parse(Rules),
                Toxics = [Slicer],
            }
        );
        var wire = new Wire("sse-until-close");
        var received = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            using var pair = await world.ConnectAsync(proxy);
            await pair.Client.SendAsync(wire.Request);
            await pair.Server.ShouldReceiveAsync(wire.Request);
            await pair.Server.Socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(wire.Head), .. wire.Body(30)]);
            pair.Server.Finish();
            received.Add(Convert.ToHexString((await pair.Client.ReadToEndAsync()).Bytes));
        }
        var log = world.Server.Faults.Recent.Select(record => (record with { Time = default }).ToString());
        return ([.. log], [.. received]);
    }
}

namespace StreamBench.FakeAgent.Tests.Adapters;

/// <summary>Atmosphere's official client, unchanged, against a server in this process.</summary>
public sealed class AtmosphereClientTests
{
    public static TheoryData<string, string> Runs { get; } =
    [
        .. from transport in new[] { "websocket", "sse" }
        from script in new[] { "s-hello", "s-tool", "s-multi" }
        select (transport, script),
    ];

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task Atmospheres_own_client_ends_in_the_projected_state(string transport, string script)
    {
        var node = await NodeAdapter.ReadyAsync("atmosphere-js", "the wire was not checked with atmosphere.js");
        await using var world = await World.OpenAsync();
        var conversation = world.Create(script, script);

        var run = await node.RunAsync($"client.mjs {transport} {script}", world);

        Projected.ReadBy(run).ShouldBe(Projected.Of("atmosphere", conversation));
    }
}

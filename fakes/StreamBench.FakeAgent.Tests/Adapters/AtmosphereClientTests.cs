namespace StreamBench.FakeAgent.Tests.Adapters;

/// <summary>Atmosphere's official client, unchanged, against a server in this process.</summary>
public sealed class AtmosphereClientTests
{
    public static TheoryData<string, string> Runs { get; } =
    [
        .. from transport in new[] { "websocket", "sse", "streaming", "long-polling" }
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

    [Theory]
    [InlineData("s-hello")]
    [InlineData("s-tool")]
    [InlineData("s-multi")]
    public async Task A_gRPC_client_of_others_ends_in_the_projected_state(string script)
    {
        var node = await NodeAdapter.ReadyAsync("atmosphere-js", "Atmosphere's service was not called with grpc-js");
        await using var world = await World.OpenAsync();
        var conversation = world.Create(script, script);

        var run = await node.RunAsync($"grpc.mjs {script}", world);

        Projected.ReadBy(run).ShouldBe(Projected.Of("atmosphere", conversation));
    }
}

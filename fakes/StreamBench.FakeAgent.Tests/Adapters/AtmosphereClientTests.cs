using Microsoft.AspNetCore.Http;

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
    [InlineData("long-polling", "lp")]
    [InlineData("sse", "sse")]
    [InlineData("streaming", "streaming")]
    public async Task Atmospheres_own_client_falls_back_at_the_same_address(string fallback, string served)
    {
        var node = await NodeAdapter.ReadyAsync("atmosphere-js", "the fall-back was not checked with atmosphere.js");
        await using var world = await World.OpenAsync(options => options with { Around = NoSocketsAsync });
        var conversation = world.Create("s-tool", "s-tool");

        var run = await node.RunAsync($"client.mjs websocket s-tool {fallback}", world);

        Projected.ReadBy(run).ShouldBe(Projected.Of("atmosphere", conversation));
        world
            .Server.Requests.Of("s-tool")
            .Where(request => request.Method == "GET")
            .ShouldAllBe(request =>
                request.Transport == served && request.Path.StartsWith("/atmosphere/s-tool", StringComparison.Ordinal)
            );
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

    // What a proxy that knows no WebSocket answers.
    private static Task NoSocketsAsync(HttpContext http, RequestDelegate next)
    {
        if (http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(http);
    }
}

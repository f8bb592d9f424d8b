namespace StreamBench.FakeAgent.Tests.Adapters;

/// <summary>Drives the Node programs under conformance/adapters/native-node against a server in this process.</summary>
public sealed class NativeClientTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Clients_of_others_see_the_same_events()
    {
        var node = await NodeAdapter.ReadyAsync("native-node", "the wire was not checked with grpc-js and undici");
        await using var world = await World.OpenAsync();

        var run = await node.RunAsync("--test", world);

        output.WriteLine(run.Output);
        run.ExitCode.ShouldBe(0, run.Output + run.Errors);
        run.Output.ShouldContain("# pass 6");
    }
}

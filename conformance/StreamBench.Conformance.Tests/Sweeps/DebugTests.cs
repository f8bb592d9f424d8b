using StreamBench.Conformance.Sweeps;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FaultProxy.Rules;
namespace StreamBench.Conformance.Tests.Sweeps;
public class DebugTests
{
    [Fact]
    public async Task Ws()
    {
        await using var bench = await SweepBench.StartAsync(1, default);
        var lane = await bench.OpenLaneAsync(default);
        var script = new SweepScript("s-hello", ShippedScripts.Find("s-hello")!);
        var r = await lane.RunAsync(new SweepRun(SweepClient.Reference, "ws", script, new SweepCut(CutKind.Fin, 3, true)), 1, default);
        TestContext.Current.SendDiagnosticMessage(r.ToString());
        r.IsEqual.ShouldBeTrue(r.ToString() + SweepLane.Last);
    }
}

using StreamBench.Dialects.Atmosphere;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;

namespace StreamBench.Dialects.Tests.Atmosphere;

/// <summary>Steps of a fleet on the wire.</summary>
public sealed class FleetTests
{
    [Fact]
    public void Steps_of_a_fleet_say_whose_they_are_in_the_order_in_which_they_are_taken()
    {
        var lines = WireLines.Of(AtmosphereDialect.Instance, ScriptPlay.Events(ShippedScripts.Find("s-fleet")!));

        lines
            .Where(line => line.Contains("agent-step", StringComparison.Ordinal))
            .Select(line => line[..line.IndexOf(",\"sessionId", StringComparison.Ordinal)])
            .Where(line => line.Contains("scout", StringComparison.Ordinal))
            .ShouldBe([
                """{"event":"agent-step","data":{"stepName":"thinking","description":"search","data":{"agent":"scout","skill":"search","status":"pending"}}""",
                """{"event":"agent-step","data":{"stepName":"executing","description":"search","data":{"agent":"scout","skill":"search","status":"running"}}""",
                """{"event":"agent-step","data":{"stepName":"completed","description":"3 pages | 1 good","data":{"agent":"scout","skill":"3 pages | 1 good","status":"done"}}""",
            ]);
    }

    [Fact]
    public void A_step_goes_on_with_the_step_of_its_agent() =>
        WireLines
            .Read(
                new AtmosphereDecoder(),
                Step(1, "thinking", "scout"),
                Step(2, "thinking", "writer"),
                Step(3, "completed", "writer"),
                Step(4, "failed", "scout"),
                Step(5, "executing", "checker")
            )
            .ShouldBe([
                "1 turn.open S",
                "2 item.open S S/text",
                "3 item.open S S/1",
                "4 item.open S S/2",
                "5 item.status S S/2",
                "6 item.status S S/1",
                "7 item.open S S/3",
                "8 item.status S S/3",
            ]);

    [Fact]
    public void The_journals_card_is_a_call_of_coordination_journal() =>
        WireLines
            .Of(AtmosphereDialect.Instance, ScriptPlay.Events(ShippedScripts.Find("s-fleet")!))
            .Where(line => line.Contains("coordination_journal", StringComparison.Ordinal))
            .Select(line => line.Split("\"| n |")[0].Split(",\"sessionId")[0])
            .ShouldBe([
                """{"event":"tool-start","data":{"toolName":"coordination_journal","arguments":{"query":"all events"}}""",
                """{"event":"tool-result","data":{"toolName":"coordination_journal","result":""",
            ]);

    private static string Step(int seq, string name, string agent) =>
        $$$"""{"event":"agent-step","data":{"stepName":"{{{name}}}","description":"x","data":{"agent":"{{{agent}}}","skill":"x"}},"sessionId":"S","seq":{{{seq}}}}""";
}

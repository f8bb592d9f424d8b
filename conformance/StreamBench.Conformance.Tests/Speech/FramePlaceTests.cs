using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Running;
using StreamBench.Dialects;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Conformance.Tests.Speech;

/// <summary>Where things are on the wire of a dialect: positions of sweeps, and places of faults.</summary>
public sealed class FramePlaceTests
{
    private static readonly Dialect Ajo = DialectList.Find("ajo")!;

    [Fact]
    public async Task A_sweep_over_events_counts_frames()
    {
        var client = new ClientIntroduction
        {
            Protocol = 1,
            Client = new ClientCard { Name = "test" },
            Capabilities = ["resume", "state"],
            Transports = ["ws"],
            Dialects = ["ajo/1"],
        };
        var options = new PlanOptions
        {
            Run = [Bring.Pattern("RES-001/script:S-TOOL/variant:fin")],
            Dialects = ["ajo"],
            Exhaustive = true,
        };

        var plan = await new Planner(_ => Task.FromResult(0)).PlanAsync(CaseBook.Shipped, client, options);

        var frames = Frames("s-tool").Frames;
        plan.Runs.Select(run => run.Position).Order().ShouldBe(Enumerable.Range(0, frames + 1).Select(k => (long?)k));
    }

    [Fact]
    public async Task A_client_that_does_not_speak_the_dialect_is_not_judged_in_it()
    {
        var client = new ClientIntroduction
        {
            Protocol = 1,
            Client = new ClientCard { Name = "test" },
            Capabilities = [.. Capabilities.All.Keys],
            Transports = ["ws"],
        };
        var options = new PlanOptions { Run = [Bring.Pattern("SEQ-001")], Dialects = ["ajo"] };

        var plan = await new Planner(_ => Task.FromResult(0)).PlanAsync(CaseBook.Shipped, client, options);

        plan.Runs.ShouldBeEmpty();
        plan.Unimplemented.Single().Why.ShouldBe("the client does not declare the dialect ajo/1");
    }

    [Theory]
    [InlineData("""{ "connection": 1, "seq": 6 }""")]
    [InlineData("""{ "seq": 6, "once": true }""")]
    public void A_place_on_the_first_connection_is_counted_in_frames(string at)
    {
        var frames = Frames("s-hello");

        var adapted = Adapt(at, frames);

        adapted
            .ToJsonString()
            .ShouldBe(new JsonObject { ["connection"] = 1, ["index"] = frames.LastFrame(6) }.ToJsonString());
    }

    [Fact]
    public void A_place_on_a_later_connection_is_found_by_the_name_that_the_frame_carries()
    {
        var frames = Frames("s-hello");

        var adapted = Adapt("""{ "connection": 2, "seq": 2 }""", frames);

        frames.LastTold(2).ShouldBe(1); // event 2 is the user's message, which is not repeated
        adapted.ToJsonString().ShouldBe("""{"connection":2,"id":"1"}""");
    }

    [Fact]
    public void A_place_after_the_greeting_is_one_before_the_first_frame() =>
        Adapt("""{ "connection": 1, "index": 1 }""", Frames("s-hello"))
            .ToJsonString()
            .ShouldBe("""{"connection":1,"index":0}""");

    private static JsonNode Adapt(string at, FrameMap frames)
    {
        var rules = new JsonArray(new JsonObject { ["at"] = JsonNode.Parse(at), ["do"] = "cut" });
        return PlaceInDialect.Adapt(rules, Ajo.On("ws")!, frames)[0]!["at"]!;
    }

    private static FrameMap Frames(string script) => ScriptFacts.Of(ShippedScripts.Find(script)!).Frames(Ajo);
}

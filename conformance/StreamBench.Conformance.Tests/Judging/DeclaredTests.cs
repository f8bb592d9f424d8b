using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Judging;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.State;
using ConformanceCase = StreamBench.Conformance.Catalogue.Case;

namespace StreamBench.Conformance.Tests.Judging;

/// <summary>A client is judged on what it declares, and on what it reports all the same.</summary>
public sealed class DeclaredTests
{
    private static readonly ConformanceCase Resuming = CaseBook.Shipped.Find("RES-004")!;

    [Fact]
    public void Without_state_only_the_recovery_is_judged()
    {
        var result = Evidence.Judge(
            Evidence.Run(Resuming, Resuming.Variants[0]),
            Evidence.Client("parse", "stream", "resume"),
            default
        );

        var state = result.Checks.Single(check => check.Id == "RES-004.state");
        state.Verdict.ShouldBe(Verdict.Unimplemented);
        state.Message.ShouldBe("the client does not declare state");
        result.Checks.ShouldContain(check => check.Axis == Axis.Recovery && check.Verdict != Verdict.Unimplemented);
        result.Verdict.ShouldNotBe(Verdict.Unimplemented);
    }

    [Fact]
    public void With_state_a_missing_one_is_a_failure() =>
        Evidence
            .Judge(Evidence.Run(Resuming, Resuming.Variants[0]), Evidence.Client("stream", "resume", "state"), default)
            .Verdict.ShouldBe(Verdict.Fail);

    [Theory]
    [InlineData("tools", "S-TOOL")]
    [InlineData("tools", "S-APPR")]
    [InlineData("tools", "S-MULTI")]
    [InlineData("approvals", "S-APPR")]
    [InlineData("approvals", "S-APPR3")]
    [InlineData("agents", "S-MULTI")]
    [InlineData("tools approvals agents", "S-MULTI")]
    [InlineData("tools approvals agents", "S-APPR2")]
    public void What_is_not_declared_may_be_left_out(string without, string script)
    {
        var expected = StateOf(script);
        string[] lacking = without.Split(' ');
        var reported = Without(lacking, OwnNames(expected));

        StateDiff
            .Compare(expected, Completed(reported, expected, Capabilities.All.Keys.Except(lacking)))
            .ShouldBeEmpty();
        StateDiff.Compare(expected, Completed(reported, expected, Capabilities.All.Keys)).ShouldNotBeEmpty();
    }

    [Fact]
    public void What_is_not_declared_and_reported_wrongly_is_a_difference()
    {
        var expected = StateOf("S-TOOL");
        var reported = OwnNames(expected);
        reported["items"]!.AsArray().First(item => (string?)item!["kind"] == "tool")!["status"] = "running";

        var differences = StateDiff.Compare(expected, Completed(reported, expected, ["stream", "state"]));

        differences.Single().Pointer.ShouldEndWith("/status");
    }

    [Fact]
    public void A_text_that_is_lost_is_a_difference_whatever_is_not_declared()
    {
        var expected = StateOf("S-TOOL");
        var reported = Without(["tools"], OwnNames(expected));
        var items = reported["items"]!.AsArray();
        items.RemoveAt(items.Count - 1);

        StateDiff.Compare(expected, Completed(reported, expected, ["stream", "state"])).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("input", Verdict.Fail)]
    [InlineData("stream", Verdict.Unimplemented)]
    public void Input_may_be_left_out_by_a_client_that_does_not_declare_it(string capability, Verdict verdict)
    {
        var one = CaseBook.Shipped.Cases.First(one => one.Variants[0].Setup.Checks.Any(check => check.Name == "input"));

        var result = Evidence.Judge(
            Evidence.Run(one, one.Variants[0]),
            Evidence.Client("state", capability),
            AnyJson.Parse("{\"items\":[]}")
        );

        result.Checks.Single(check => check.Id == $"{one.Id}.input").Verdict.ShouldBe(verdict);
    }

    private static ConversationState StateOf(string script) =>
        ExpectedState.Fold(ScriptPlay.Events(ShippedScripts.Find(script)!, message: new UserMessage("hi", "m1")));

    private static JsonElement Completed(
        JsonObject reported,
        ConversationState expected,
        IEnumerable<string> capabilities
    ) =>
        ClientState.Content(
            StateMask.Complete(
                JsonSerializer.SerializeToElement(reported),
                StateContent.ToJson(expected),
                Evidence.Client(capabilities)
            )
        );

    // A client's names for turns and items need not count; these even look like the expected ones, and are others.
    private static JsonObject OwnNames(ConversationState state)
    {
        var json = JsonObject.Create(StateContent.ToJson(state))!;
        foreach (
            var one in json["turns"]!.AsArray().Concat(json["items"]!.AsArray()).Concat(json["approvals"]!.AsArray())
        )
        {
            foreach (var name in new[] { "id", "turn", "item" })
            {
                if ((string?)one![name] is { } id)
                {
                    one[name] = $"{id[0]}{int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture) + 1}";
                }
            }
        }

        return json;
    }

    private static JsonObject Without(string[] capabilities, JsonObject state)
    {
        if (capabilities.Contains("tools"))
        {
            Remove(state, "tool");
            foreach (var approval in state["approvals"]!.AsArray())
            {
                approval!.AsObject().Remove("item");
            }
        }

        if (capabilities.Contains("approvals"))
        {
            state.Remove("approvals");
        }

        if (capabilities.Contains("agents"))
        {
            Remove(state, "handoff");
            state.Remove("agents");
            state.Remove("journal");
            foreach (var one in state["turns"]!.AsArray().Concat(state["items"]!.AsArray()))
            {
                one!.AsObject().Remove("agent");
            }
        }

        return state;
    }

    private static void Remove(JsonObject state, string kind) =>
        state["items"]!.AsArray().RemoveAll(item => (string?)item!["kind"] == kind);
}

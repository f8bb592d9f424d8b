using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;

namespace StreamBench.FakeAgent.Tests.Scripts;

/// <summary>Every script that travels with the tool is right, and holds what it is known for.</summary>
public sealed class ShippedScriptTests
{
    public static TheoryData<string> All => [.. ShippedScripts.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void A_shipped_script_loads_without_a_problem(string name) =>
        ShippedScripts.Load(name).Problems.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(All))]
    public void Every_event_of_a_shipped_script_is_applied(string name)
    {
        var journal = ScriptPlay.Events(ShippedScripts.Find(name)!);

        var reducer = new Reducer();
        journal
            .Select(happening => (happening, outcomes: reducer.Apply(happening)))
            .Where(pair => pair.outcomes.Count != 1 || !pair.outcomes.Own.IsApplied)
            .Select(pair => $"{pair.happening} → {pair.outcomes.Own}")
            .ShouldBeEmpty();
        reducer.State.Turns.ShouldAllBe(turn => turn.Status == TurnStatus.Completed);
    }
}

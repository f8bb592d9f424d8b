using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Load.Plans;
using StreamBench.Load.Turns;
using StreamBench.Protocol.Events;

namespace StreamBench.Cli.Loading;

/// <summary>The scripts that a plan names, and what a turn of each ends in.</summary>
internal sealed class PlanScripts
{
    private const string Otherwise = "s-hello";

    private readonly Dictionary<string, Script> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ExpectedTurn> expected = new(StringComparer.OrdinalIgnoreCase);

    private PlanScripts() { }

    /// <summary>Loads all of them, or prints every problem and answers null.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">Where script files are looked for.</param>
    /// <param name="error">For problems.</param>
    internal static PlanScripts? Load(LoadPlan plan, string? folder, TextWriter error)
    {
        var scripts = new PlanScripts();
        var isComplete = true;
        foreach (var name in plan.Scenarios.Select(NameOf).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var beside = folder is null ? name : Path.Combine(folder, name);
            var loaded = ShippedScripts.FindOrLoad(File.Exists(beside) ? beside : name);
            foreach (var problem in loaded.Problems)
            {
                error.WriteLine(problem);
            }

            if (loaded.Script is { } script)
            {
                scripts.byName[name] = script;
            }

            isComplete &= loaded.Script is not null;
        }

        return isComplete ? scripts : null;
    }

    /// <summary>The script under the name that the plan gives it.</summary>
    internal Script? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The script of a scenario.</summary>
    internal Script Of(LoadScenario scenario) => byName[NameOf(scenario)];

    /// <summary>A script that asks for a decision, by its name in the plan; null when none does.</summary>
    internal string? FirstThatAsks() =>
        byName.FirstOrDefault(one => ScriptPlay.Events(one.Value).Any(happening => happening is ApprovalRequest)).Key;

    /// <summary>What a turn of the scenario ends in when everything is approved.</summary>
    internal ExpectedTurn Expected(LoadScenario scenario)
    {
        var name = NameOf(scenario);
        if (!expected.TryGetValue(name, out var turn))
        {
            var words = new UserMessage(ExpectedTurn.Words, "m");
            expected[name] = turn = ExpectedTurn.Of(ScriptPlay.Events(byName[name], message: words));
        }

        return turn;
    }

    private static string NameOf(LoadScenario scenario) => scenario.Script ?? Otherwise;
}

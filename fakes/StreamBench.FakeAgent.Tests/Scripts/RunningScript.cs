using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;

namespace StreamBench.FakeAgent.Tests.Scripts;

/// <summary>Runs of small scripts, and what they say.</summary>
internal static class RunningScript
{
    internal const string Approval = """
        - events:
            - { tool: pay, call: tc1, args: { amount: 20 } }
            - approval: Pay?
              id: ap1
              item: tc1
              on: { approve: [{ result: paid, call: tc1 }], reject: end, none: 30s }
            - { text: Done, pace: { every: 100ms } }
            - end: completed
        """;

    internal static ScriptRun Start(string turns, string head = "", ScriptRunOptions? options = null)
    {
        var run = Run(turns, head, options);
        run.StartTurn(TimeSpan.Zero).ShouldBe("t1");
        return run;
    }

    internal static ScriptRun Run(string turns, string head = "", ScriptRunOptions? options = null) =>
        new(ScriptFile.Parse($"streambench: 1\n{head}turns:\n{turns}", "test.yaml").Required, options);

    internal static List<ScriptCue> Rest(ScriptRun run)
    {
        var cues = new List<ScriptCue>();
        while (run.Next is not null)
        {
            cues.Add(run.Take());
        }

        return cues;
    }

    internal static List<string> TakeUntilQuiet(ScriptRun run)
    {
        var types = new List<string>();
        while (run.Next is { IsExpiry: false })
        {
            types.Add(run.Take().Event.Type);
        }

        return types;
    }
}

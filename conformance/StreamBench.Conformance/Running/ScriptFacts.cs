using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;

namespace StreamBench.Conformance.Running;

/// <summary>What is known of a script before it is played: the events of its undisturbed journal, every approval approved.</summary>
public sealed class ScriptFacts
{
    private static readonly ConcurrentDictionary<Script, ScriptFacts> Known = new();

    private ScriptFacts(Script script)
    {
        Types =
        [
            .. ScriptPlay.Events(script, message: new UserMessage("hi", "m1")).Select(happening => happening.Type),
        ];
        Turns = script.Turns.Length;
    }

    /// <summary>The type of each event, in order.</summary>
    public ImmutableArray<string> Types { get; }

    /// <summary>Seq of the last event.</summary>
    public int Events => Types.Length;

    /// <summary>How many turns it has.</summary>
    public int Turns { get; }

    /// <summary>The facts of a script; scripts are immutable, so they are found once.</summary>
    public static ScriptFacts Of(Script script) => Known.GetOrAdd(script, static known => new ScriptFacts(known));
}

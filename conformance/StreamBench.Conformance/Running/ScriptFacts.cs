using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Dialects;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Running;

/// <summary>What is known of a script before it is played: the events of its undisturbed journal, every approval approved.</summary>
public sealed class ScriptFacts
{
    private static readonly ConcurrentDictionary<Script, ScriptFacts> Known = new();

    private readonly ConcurrentDictionary<string, FrameMap> frames = new(StringComparer.Ordinal);
    private readonly Script script;

    private ScriptFacts(Script script)
    {
        this.script = script;
        Types = [.. Journal().Select(happening => happening.Type)];
        Turns = script.Turns.Length;
    }

    /// <summary>The type of each event, in order.</summary>
    public ImmutableArray<string> Types { get; }

    /// <summary>Seq of the last event.</summary>
    public int Events => Types.Length;

    /// <summary>How many turns it has.</summary>
    public int Turns { get; }

    /// <summary>Which frames of a dialect say which of its events.</summary>
    public FrameMap Frames(Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        return frames.GetOrAdd(dialect.Name, _ => FrameMap.Of(dialect, Journal()));
    }

    private IReadOnlyList<StreamEvent> Journal() =>
        [.. ScriptPlay.Events(script, message: new UserMessage("hi", "m1"))];

    /// <summary>The facts of a script; scripts are immutable, so they are found once.</summary>
    public static ScriptFacts Of(Script script) => Known.GetOrAdd(script, static known => new ScriptFacts(known));
}

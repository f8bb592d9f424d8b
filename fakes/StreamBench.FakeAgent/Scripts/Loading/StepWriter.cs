using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Yaml;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Where compiled steps go: one lane of one turn, with the agent that speaks and the pace it keeps.</summary>
internal sealed record StepWriter(ScriptWriterContext Context, TurnInScript Turn, Pacing Pacing)
{
    /// <summary>The agent that a step names, or null for the turn's own.</summary>
    internal string? Agent { get; init; }

    internal ImmutableArray<ScriptStep>.Builder Steps { get; init; } = ImmutableArray.CreateBuilder<ScriptStep>();

    internal ProblemList Problems => Context.Problems;

    internal IdLedger Ids => Context.Ids;

    /// <summary>The agent that speaks, whether a step names it or the turn has it; null when the script has no agents.</summary>
    internal string? Speaker => Agent ?? Turn.Agent;

    internal void Emit(StreamEvent happening, YamlNode at) => Add(new EmitStep(InTurn(happening)), at);

    /// <summary>Adds a step that says an event, after the wait that is due.</summary>
    internal void Add(ScriptStep step, YamlNode at)
    {
        if (Context.Count(at))
        {
            Steps.Add(step with { Delay = Pacing.Next() });
        }
    }

    /// <summary>Adds a step that says nothing itself.</summary>
    internal void AddSilent(ScriptStep step) => Steps.Add(step);

    /// <summary>A lane beside or after this one.</summary>
    internal StepWriter Fork(Pacing pacing) =>
        this with
        {
            Pacing = pacing,
            Steps = ImmutableArray.CreateBuilder<ScriptStep>(),
        };

    internal T InTurn<T>(T happening)
        where T : StreamEvent =>
        happening.Turn is null && happening is not UnknownEvent ? happening with { Turn = Turn.Id } : happening;
}

/// <summary>The turn that is being compiled.</summary>
internal sealed class TurnInScript(string id, string? agent, string? resumes)
{
    internal string Id => id;

    /// <summary>Who has the turn; a handoff changes it.</summary>
    internal string? Agent { get; set; } = agent;

    /// <summary>True when the turn may address an item of the turn <paramref name="other"/>.</summary>
    internal bool MayAddress(string other) => other == id || other == resumes;
}

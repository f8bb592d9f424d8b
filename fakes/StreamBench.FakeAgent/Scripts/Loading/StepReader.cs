using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Yaml;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Reads steps: finds the agent and the word, checks the fields and lets the word compile itself.</summary>
internal static class StepReader
{
    internal static ImmutableArray<ScriptStep> Lane(YamlNode steps, StepWriter writer)
    {
        Into(writer, steps);
        return writer.Steps.ToImmutable();
    }

    internal static void Into(StepWriter writer, YamlNode steps)
    {
        if (steps.Kind != YamlKind.List)
        {
            Step(steps, writer);
            return;
        }

        foreach (var step in steps.Items)
        {
            if (
                writer.Steps is [.., EmitStep { IsAside: false, Event: TurnClose close }]
                && close.Turn == writer.Turn.Id
            )
            {
                writer.Problems.Warn(step, "nothing comes after \"end\" in its lane: this step is never reached");
            }

            Step(step, writer);
        }
    }

    private static void Step(YamlNode step, StepWriter writer)
    {
        if (step.Kind != YamlKind.Mapping || step.Members.Count == 0)
        {
            writer.Problems.Error(step, "a step is a mapping such as { text: Hello } or { agent: { text: Hello } }");
            return;
        }

        var (word, value) = step.Members[0];
        if (writer.Context.Agents.Contains(word.Text) && step.Members.Count == 1)
        {
            Into(writer with { Agent = word.Text }, value);
            return;
        }

        if (!StepKinds.All.TryGetValue(word.Text, out var kind))
        {
            var words = StepKinds.All.Keys.Concat(writer.Context.Agents);
            writer.Problems.Error(
                word,
                $"\"{word.Text}\" is neither a step nor an agent of this script{Suggestion.For(word.Text, words)}"
            );
            return;
        }

        if (writer.Context.MayGoOn(step) && kind.Shape.Check(step, writer.Problems))
        {
            kind.Compile(
                new StepFields(kind.Word, step, writer.Context),
                step["pace"] is { } pace ? writer with { Pacing = PaceReader.Read(pace, writer.Context) } : writer
            );
        }
    }
}

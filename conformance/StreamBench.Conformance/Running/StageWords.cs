using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;

namespace StreamBench.Conformance.Running;

/// <summary>What will happen on a stage, in words: for a person who points a client at it.</summary>
internal static class StageWords
{
    internal static ImmutableArray<string> Of(Stage stage)
    {
        var setup = stage.Run.Variant.Setup;
        var lines = ImmutableArray.CreateBuilder<string>();
        lines.Add(
            setup.Serve is null
                ? $"the server plays {stage.Run.Script}: {Counted(stage.Conversation.Script.Turns.Length, "turn")}, {stage.Values["last"]} events"
                : "the server sends bytes of the case's own, and answers every later request with 204"
        );
        if (setup.Server is { } server)
        {
            lines.Add($"the server behaves as {Template.Fill(server, stage.Values)!.ToJsonString()}");
        }

        if (setup.Conversation.HoldAfter is { } hold)
        {
            lines.Add($"the play stops after event {Template.Number(hold, stage.Values)} until a step releases it");
        }

        if (FaultWords.Of(setup.Proxy, stage.Values) is { } faults)
        {
            lines.Add($"the proxy: {faults}");
        }

        lines.AddRange(setup.Steps.Select(step => StepWords(step, stage)));
        if (setup.AnswersItself && stage.Run.Case.Sweep?.Over is not (SweepOver.Vectors or SweepOver.VectorSlices))
        {
            lines.Add("approvals are approved, and later turns opened, by the harness");
        }

        return lines.ToImmutable();
    }

    private static string StepWords(Step step, Stage stage)
    {
        var number = step.When.Number is { } given ? $" {Template.Number(given, stage.Values)}" : "";
        var when = step.When.Kind == TriggerKind.Now ? "then" : $"once {Words.Of(step.When.Kind)}{number}:";
        var who = Deeds.OfClients.Contains(step.Do, StringComparer.Ordinal) ? "you" : "the harness";
        var with = step.With.Count > 0 ? $" {Template.Fill(step.With, stage.Values)!.ToJsonString()}" : "";
        return $"{when} {who}: {step.Do}{with}";
    }

    private static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}

using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Yaml;
using StreamBench.Yaml.Shapes;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Decisions that a person has to take: <c>approval</c>.</summary>
internal static class ApprovalSteps
{
    internal static readonly StepKind Approval = new(
        new("approval", ValueShape.Text, "asks a person and waits; other lanes go on"),
        [
            new("id", ValueShape.Name, "the approval's id; ap1, ap2 … when left out"),
            new("item", ValueShape.Name, "id of the tool call that waits for the decision"),
            new("options", ValueShape.List, "answers to offer"),
            new KeyShape("on", ValueShape.Of(ScriptShapes.Answers), "what follows each answer"),
        ],
        (fields, writer) =>
        {
            var request = writer.InTurn(
                new ApprovalRequest
                {
                    Approval = writer.Ids.Take("ap", fields.Text("id")),
                    Item = fields.Text("item"),
                    Agent = writer.Agent,
                    Prompt = fields.Text("approval")!,
                    Options = fields.Json("options"),
                }
            );
            writer.Ids.Name(request.Approval, fields["id"] ?? fields.Node);
            if (fields["item"] is { } item)
            {
                writer.Ids.Find(item.Text, item);
            }

            var on = fields["on"];
            var expires = on?["none"] is { } none ? DurationText.Parse(none.Text) : null;
            if (expires is null)
            {
                writer.Problems.Warn(
                    fields.Node,
                    $"when nobody answers \"{request.Approval}\" its turn waits for ever: add on: {{ none: 30s }}"
                );
            }

            // The request takes its place in the pace before its answers do.
            var at = writer.Steps.Count;
            writer.Add(new EmitStep(request), fields.Node);
            if (at < writer.Steps.Count)
            {
                var answers = Answers(on, writer, expires is not null);
                writer.Steps[at] = new ApprovalStep(request, answers, expires) { Delay = writer.Steps[at].Delay };
            }
        }
    );

    private static ImmutableDictionary<string, ImmutableArray<ScriptStep>> Answers(
        YamlNode? on,
        StepWriter writer,
        bool mayExpire
    )
    {
        var approved = Branch(on?["approve"], writer, Continue);
        var rejected = Branch(on?["reject"], writer, End);
        var answers = ImmutableDictionary.CreateBuilder<string, ImmutableArray<ScriptStep>>(StringComparer.Ordinal);
        answers[Decisions.Approved] = approved;
        answers[Decisions.Rejected] = rejected;
        answers[Decisions.Edited] = Branch(on?["edit"], writer, _ => approved);
        answers[Decisions.Cancelled] = Branch(on?["cancel"], writer, End);
        if (mayExpire)
        {
            answers[Decisions.Expired] = Branch(on?["expire"], writer, _ => rejected);
        }

        return answers.ToImmutable();
    }

    private static ImmutableArray<ScriptStep> Branch(
        YamlNode? branch,
        StepWriter writer,
        Func<StepWriter, ImmutableArray<ScriptStep>> otherwise
    ) =>
        branch switch
        {
            null => otherwise(writer),
            { Kind: YamlKind.List } => StepReader.Lane(branch, writer.Fork(writer.Pacing.Fork())),
            { Text: "end" } => End(writer),
            _ => Continue(writer),
        };

    private static ImmutableArray<ScriptStep> Continue(StepWriter writer) => [];

    private static ImmutableArray<ScriptStep> End(StepWriter writer) =>
        [new EmitStep(writer.InTurn(new TurnClose { Status = TurnStatus.Completed }))];
}

using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Yaml;
using StreamBench.Yaml.Shapes;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>The flow of a script: <c>parallel</c>, <c>repeat</c>, <c>wait</c>, <c>end</c>.</summary>
internal static class FlowSteps
{
    internal static readonly StepKind Parallel = new(
        new("parallel", ScriptValues.Lanes, "lets several lanes go on at the same time and waits for all"),
        [],
        (fields, writer) =>
        {
            var lanes = ImmutableArray.CreateBuilder<ImmutableArray<ScriptStep>>();
            foreach (var lane in fields.Main.Items)
            {
                lanes.Add(StepReader.Lane(lane, writer.Fork(writer.Pacing.Beside())));
            }

            writer.Pacing.Begin();
            writer.AddSilent(new ParallelStep(lanes.ToImmutable()));
        }
    );

    internal static readonly StepKind Repeat = new(
        new("repeat", ValueShape.Integer(1, Script.MaxEvents), "does the same steps so many times"),
        [new("steps", ScriptValues.Steps, "the steps", IsRequired: true)],
        (fields, writer) =>
        {
            for (var left = fields.Number("repeat")!.Value; left > 0 && writer.Context.MayGoOn(fields.Node); left--)
            {
                StepReader.Into(writer, fields["steps"]!);
            }
        }
    );

    internal static readonly StepKind Wait = new(
        new("wait", ValueShape.Duration, "is silent for a while"),
        [],
        (fields, writer) => writer.Pacing.Pause(fields.Time("wait")!.Value)
    );

    internal static readonly StepKind End = new(
        new(
            "end",
            ValueShape.OneOf(
                TurnStatus.Completed,
                TurnStatus.Failed,
                TurnStatus.Cancelled,
                TurnStatus.Interrupted,
                TurnStatus.TimedOut
            ),
            "ends the turn, with all its lanes"
        ),
        [
            new("finish-reason", ValueShape.Name, "why the model stopped, such as length"),
            new KeyShape("error", ValueShape.Of(ScriptShapes.Fault), "what went wrong"),
        ],
        (fields, writer) =>
        {
            var close = new TurnClose
            {
                Status = fields.Text("end")!,
                FinishReason = fields.Text("finish-reason"),
                Error = fields["error"] is { } fault ? Fault(fault, writer) : null,
            };
            writer.Emit(close, fields.Node);
        }
    );

    private static ErrorInfo Fault(YamlNode fault, StepWriter writer) =>
        new(
            fault["code"]!.Text,
            fault["message"] is { } message ? writer.Context.Fill(message) : null,
            fault["retryable"]?.Text == "true"
        );
}

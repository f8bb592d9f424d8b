using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;
using StreamBench.Yaml;
using StreamBench.Yaml.Shapes;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>What is about the stream itself: <c>snapshot</c>, <c>checkpoint</c>, <c>error</c>, and <c>event</c> for anything else.</summary>
internal static class RepairSteps
{
    internal static readonly StepKind Snapshot = new(
        new("snapshot", ValueShape.Nothing, "sends the whole conversation as it stands"),
        [],
        (fields, writer) => writer.Emit(new Snapshot { State = default, Digest = "" }, fields.Node)
    );

    internal static readonly StepKind Checkpoint = new(
        new("checkpoint", ValueShape.Nothing, "sends the digest of the conversation as it stands"),
        [],
        (fields, writer) => writer.Emit(new Checkpoint { Digest = "" }, fields.Node)
    );

    internal static readonly StepKind Error = new(
        new("error", ValueShape.Name, "reports an error by its code; the turn goes on until its end"),
        [
            new("message", ValueShape.Text, "one sentence for people"),
            new("scope", ValueShape.OneOf("stream", "turn", "item"), "what it is about; turn when left out"),
            new("item", ValueShape.Name, "the item it is about"),
            new("retryable", ValueShape.Flag, "true when trying again may help"),
            new("retry-after", ValueShape.Duration, "earliest time for another try"),
        ],
        (fields, writer) =>
            writer.Emit(
                new StreamError
                {
                    Code = fields.Text("error")!,
                    Message = fields.Text("message") ?? fields.Text("error")!,
                    Scope = fields.Text("scope") ?? "turn",
                    Item = fields.Text("item"),
                    Retryable = fields.Flag("retryable"),
                    RetryAfterMs = (int?)fields.Time("retry-after")?.TotalMilliseconds,
                },
                fields.Node
            )
    );

    internal static readonly StepKind Event = new(
        new(
            "event",
            ValueShape.Any,
            "sends an event as it is written here, of any type and without its seq; a turn.close in it ends nothing in the script"
        ),
        [],
        (fields, writer) =>
        {
            if (fields.Main.Kind != YamlKind.Mapping)
            {
                writer.Problems.Error(fields.Main, "\"event\" must be an event of the protocol: { type: …, … }");
                return;
            }

            // The reader wants a seq; the journal gives the real one.
            var json = JsonNode.Parse(fields.Json("event").GetRawText())!.AsObject();
            json["seq"] = 1;
            var read = PayloadReader.Read(JsonSerializer.SerializeToUtf8Bytes(json));
            if (read.Payload is StreamEvent happening)
            {
                // Only said: a script may send turn.open or turn.close again, or those of other turns.
                var step = new EmitStep(writer.InTurn(happening with { Seq = 0 })) { IsAside = true };
                writer.Add(step, fields.Node);
            }
            else
            {
                writer.Problems.Error(fields.Main, read.Problem?.Message ?? "a control frame is no event of a script");
            }
        }
    );
}

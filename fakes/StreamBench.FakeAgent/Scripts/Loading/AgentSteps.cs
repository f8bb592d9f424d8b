using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;
using StreamBench.Yaml;
using StreamBench.Yaml.Shapes;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Agents among themselves: <c>handoff</c>, <c>spawn</c>, <c>finish</c>, <c>journal</c>, <c>journal-card</c>.</summary>
internal static class AgentSteps
{
    internal static readonly StepKind Handoff = new(
        new("handoff", ValueShape.Name, "gives the turn to another agent"),
        [new("reason", ValueShape.Text, "why, for people")],
        (fields, writer) =>
        {
            if (writer.Speaker is not { } from)
            {
                writer.Problems.Error(fields.Node, "nobody has the turn yet: name the agent that hands over");
                return;
            }

            var to = Agent(fields, writer);
            writer.Emit(
                new Handoff
                {
                    From = from,
                    To = to,
                    Reason = fields.Text("reason"),
                },
                fields.Node
            );
            writer.Turn.Agent = to;
        }
    );

    internal static readonly StepKind Spawn = new(
        new("spawn", ValueShape.Name, "starts an agent under the one that speaks"),
        [],
        (fields, writer) =>
            writer.Emit(new AgentSpawn { Agent = Agent(fields, writer), Parent = writer.Speaker }, fields.Node)
    );

    internal static readonly StepKind Finish = new(
        new("finish", ValueShape.Name, "ends an agent"),
        [
            new(
                "status",
                ValueShape.OneOf(
                    AgentStatus.Completed,
                    AgentStatus.Failed,
                    AgentStatus.Cancelled,
                    AgentStatus.Interrupted,
                    AgentStatus.TimedOut
                ),
                "how it ends; completed when left out"
            ),
        ],
        (fields, writer) =>
            writer.Emit(
                new AgentFinish
                {
                    Agent = Agent(fields, writer),
                    Status = fields.Text("status") ?? AgentStatus.Completed,
                },
                fields.Node
            )
    );

    internal static readonly StepKind Journal = new(
        new("journal", ValueShape.Any, "writes a line of the coordination journal"),
        [],
        (fields, writer) =>
            writer.Emit(
                new JournalLine
                {
                    N = 0,
                    Entry = fields.Json("journal"),
                    Agent = writer.Agent,
                },
                fields.Node
            )
    );

    internal static readonly StepKind Card = new(
        new("journal-card", ValueShape.OneOf("markdown"), "shows the coordination journal so far, as a tool's result"),
        [new("call", ValueShape.Name, "the call's id; tc1, tc2 … when left out")],
        (fields, writer) =>
        {
            var call = writer.Ids.Take("tc", fields.Text("call"));
            var open = new ItemOpen
            {
                Item = call,
                Kind = ItemKind.Tool,
                Name = JournalCard.Tool,
                Agent = writer.Agent,
            };
            writer.Emit(open, fields.Node);
            writer.Ids.Open(call, ItemKind.Tool, writer.Turn.Id, fields["call"] ?? fields.Node);
            writer.Emit(new ToolCall { Item = call, Args = JournalCard.Args }, fields.Node);
            writer.Ids.Answer(call, fields.Node);
            writer.Emit(new ToolResult { Item = call, Result = default }, fields.Node);
        }
    );

    private static string Agent(StepFields fields, StepWriter writer)
    {
        var name = fields.Main.Text;
        if (!writer.Context.Agents.Contains(name))
        {
            writer.Problems.Error(
                fields.Main,
                $"\"{name}\" is not one of the script's agents{Suggestion.For(name, writer.Context.Agents)}"
            );
        }

        return name;
    }
}

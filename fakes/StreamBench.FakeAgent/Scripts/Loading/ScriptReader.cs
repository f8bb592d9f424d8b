using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Protocol.Events;
using StreamBench.Yaml;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Compiles the root of a script file.</summary>
internal static class ScriptReader
{
    /// <summary>The script in <paramref name="root"/>; what is wrong with it stands in <paramref name="problems"/>.</summary>
    internal static Script Read(YamlNode root, string fileName, ProblemList problems)
    {
        ScriptShapes.Script.Check(root, problems);
        if (root["turns"] is not { Kind: YamlKind.List } turns)
        {
            return new Script { Name = fileName, Turns = [] };
        }

        var seed = Number(root, "seed") ?? 1;
        var invented = new InventedText(seed);
        foreach (var (name, value) in root["let"]?.Members ?? [])
        {
            if (invented.Give(name.Text, value.Text) is { } problem)
            {
                problems.Error(value, problem);
            }
        }

        var context = new ScriptWriterContext(problems, invented, seed)
        {
            RepairsAnywhere = root["snapshot-every"] is not null || root["checkpoint-every"] is not null,
        };
        var agents = Agents(root["agents"], context);
        return new Script
        {
            Name = root["name"]?.Text ?? Path.GetFileNameWithoutExtension(fileName),
            Seed = seed,
            Agents = agents,
            Advance = root["advance"]?.Text == "user" ? ScriptAdvance.User : ScriptAdvance.Auto,
            Overlap = root["overlap"]?.Text == "true",
            SnapshotEvery = Number(root, "snapshot-every") ?? 0,
            CheckpointEvery = Number(root, "checkpoint-every") ?? 0,
            Turns = [.. turns.Items.Select(turn => Turn(turn, root["pace"], agents, context)).OfType<ScriptTurn>()],
        };
    }

    private static ImmutableArray<string> Agents(YamlNode? names, ScriptWriterContext context)
    {
        foreach (var name in names?.Items ?? [])
        {
            if (StepKinds.All.ContainsKey(name.Text))
            {
                context.Problems.Error(name, $"\"{name.Text}\" is a step; an agent needs another name");
            }
            else if (!context.Agents.Add(name.Text))
            {
                context.Problems.Error(name, $"the agent \"{name.Text}\" stands twice");
            }
        }

        return [.. (names?.Items ?? []).Select(name => name.Text)];
    }

    private static ScriptTurn? Turn(
        YamlNode node,
        YamlNode? pace,
        ImmutableArray<string> agents,
        ScriptWriterContext context
    )
    {
        if (!ScriptShapes.Turn.Check(node, context.Problems))
        {
            return null;
        }

        var open = new TurnOpen
        {
            Turn = context.Ids.Take("t", node["id"]?.Text),
            Agent = node["agent"]?.Text ?? agents.FirstOrDefault(),
            Replaces = node["replaces"]?.Text,
            Resumes = node["resumes"]?.Text,
        };
        if (node["agent"] is { } agent && !agents.Contains(agent.Text))
        {
            context.Problems.Error(
                agent,
                $"\"{agent.Text}\" is not one of the script's agents{Suggestion.For(agent.Text, agents)}"
            );
        }

        context.Ids.FindTurn(node["replaces"]);
        context.Ids.FindTurn(node["resumes"]);
        context.Ids.Name(open.Turn, node["id"] ?? node);
        var turn = new TurnInScript(open.Turn, open.Agent, open.Resumes);
        var writer = new StepWriter(context, turn, PaceReader.Read(node["pace"] ?? pace, context));
        var steps = StepReader.Lane(node["events"]!, writer);
        if (!Ends(steps, open.Turn))
        {
            context.Problems.Warn(node, $"the turn {open.Turn} may go without end: add {{ end: completed }}");
        }

        return new ScriptTurn
        {
            Open = open,
            User = node["user"] is { } user ? context.Fill(user) : null,
            Steps = steps,
        };
    }

    private static bool Ends(ImmutableArray<ScriptStep> steps, string turn) =>
        steps.Any(step =>
            step switch
            {
                EmitStep emit => !emit.IsAside && emit.Event is TurnClose && emit.Event.Turn == turn,
                ParallelStep parallel => parallel.Lanes.Any(lane => Ends(lane, turn)),
                ApprovalStep approval => approval.Answers.Values.All(branch => Ends(branch, turn)),
                _ => false,
            }
        );

    private static int? Number(YamlNode node, string key) =>
        int.TryParse(node[key]?.Text, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Yaml.Shapes;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Tool calls: <c>tool</c>, <c>client-tool</c>, and <c>result</c> for a call that waited for something.</summary>
internal static class ToolSteps
{
    private static readonly JsonElement NoArgs = JsonElement.Parse("{}");

    // The protocol has no member for it; one that clients do not know is kept out of state.
    private static readonly JsonElement AtTheClient = JsonElement.Parse("""{"side":"client"}""");

    private static readonly KeyShape Call = new("call", ValueShape.Name, "the call's id; tc1, tc2 … when left out");
    private static readonly KeyShape Args = new("args", ValueShape.Any, "the arguments; none when left out");
    private static readonly KeyShape After = new(
        "after",
        ValueShape.Name,
        "id of the item that it follows in render order"
    );
    private static readonly KeyShape StreamArgs = new(
        "stream-args",
        ValueShape.Integer(1, 100_000),
        "in how many fragments the arguments stream in; in one piece with the call when left out"
    );

    internal static readonly StepKind Tool = new(
        new("tool", ValueShape.Name, "calls a tool"),
        [
            Call,
            Args,
            StreamArgs,
            After,
            new("output", ScriptValues.Streamed, "what the tool prints while it runs"),
            new("split", ScriptValues.Split, "how the output is cut; words when left out"),
            new(
                "result",
                ValueShape.Any,
                "what the tool answers; it stays running when neither this nor error is given"
            ),
            new("error", ValueShape.Any, "what the tool answers when it fails"),
        ],
        (fields, writer) =>
        {
            var call = Begin("tool", fields, writer, default);
            foreach (var output in fields.Has("output") ? fields.Fragments("output") : [])
            {
                writer.Emit(new ToolOutput { Item = call, Text = output }, fields.Node);
            }

            if (fields.Has("result") || fields.Has("error"))
            {
                Answer(call, fields, writer, fields.Has("error") ? "error" : "result", fields.Has("error"));
            }
        }
    );

    internal static readonly StepKind ClientTool = new(
        new(
            "client-tool",
            ValueShape.Name,
            "calls a tool that runs at the client's side, and waits for what it answers"
        ),
        [
            Call,
            Args,
            StreamArgs,
            After,
            new("result", ValueShape.Any, "what a client is expected to answer", IsRequired: true),
        ],
        (fields, writer) =>
        {
            var call = Begin("client-tool", fields, writer, AtTheClient);
            writer.AddSilent(
                new ClientToolStep(writer.InTurn(new ToolResult { Item = call, Result = fields.Json("result") }))
            );
            writer.Ids.Answer(call, fields.Node);
        }
    );

    internal static readonly StepKind Result = new(
        new("result", ValueShape.Any, "brings the answer of a call that is still running"),
        [
            new("call", ValueShape.Name, "the call's id", IsRequired: true),
            new("is-error", ValueShape.Flag, "true when the tool failed"),
        ],
        (fields, writer) => Answer(fields.Text("call")!, fields, writer, "result", fields.Flag("is-error"))
    );

    private static string Begin(string word, StepFields fields, StepWriter writer, JsonElement unknown)
    {
        var call = writer.Ids.Take("tc", fields.Text("call"));
        var open = new ItemOpen
        {
            Item = call,
            Kind = ItemKind.Tool,
            Name = fields.Text(word),
            Agent = writer.Agent,
            After = fields.Text("after"),
            Unknown = unknown,
        };
        writer.Emit(open, fields.Node);
        writer.Ids.Open(call, ItemKind.Tool, writer.Turn.Id, fields["call"] ?? fields.Node);

        var args = fields.Has("args") ? fields.Json("args") : NoArgs;
        if (fields.Number("stream-args") is { } count)
        {
            foreach (var fragment in Pieces(args.GetRawText(), count))
            {
                writer.Emit(new ToolArgs { Item = call, Text = fragment }, fields.Node);
            }

            args = default;
        }

        writer.Emit(new ToolCall { Item = call, Args = args }, fields.Node);
        return call;
    }

    private static void Answer(string call, StepFields fields, StepWriter writer, string key, bool isError)
    {
        writer.Ids.Answer(call, fields["call"] ?? fields.Node);
        writer.Emit(
            new ToolResult
            {
                Item = call,
                Result = fields.Json(key),
                IsError = isError,
            },
            fields.Node
        );
    }

    // Equal pieces, as far as the length allows; never half a surrogate pair.
    private static IEnumerable<string> Pieces(string text, int count)
    {
        var start = 0;
        for (var i = 1; i <= count && start < text.Length; i++)
        {
            var end = (int)((long)text.Length * i / count);
            end += end < text.Length && end > start && char.IsLowSurrogate(text[end]) ? 1 : 0;
            if (end > start)
            {
                yield return text[start..end];
                start = end;
            }
        }
    }
}

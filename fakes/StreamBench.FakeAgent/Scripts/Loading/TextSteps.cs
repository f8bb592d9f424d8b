using System.Collections.Immutable;
using System.Text;
using StreamBench.Protocol.Events;
using StreamBench.Yaml.Shapes;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Text that streams in: <c>text</c> and <c>reasoning</c>.</summary>
internal static class TextSteps
{
    private static readonly ImmutableArray<KeyShape> Options =
    [
        new("split", ScriptValues.Split, "how the text is cut into events; words when left out"),
        new("item", ValueShape.Name, "the item's id; an item that is open goes on"),
        new("after", ValueShape.Name, "id of the item that it follows in render order"),
        new("role", ValueShape.Name, "who speaks; assistant when left out"),
        new(
            "offset",
            ValueShape.Integer(0, int.MaxValue),
            "where the first fragment belongs in the item, in UTF-16 code units"
        ),
        new(
            "close",
            ValueShape.OneOf("true", "false", "full"),
            "whether the item closes; full repeats the whole text; true when left out"
        ),
    ];

    internal static readonly StepKind Text = new(
        new("text", ScriptValues.Streamed, "says something"),
        Options,
        (fields, writer) => Stream(ItemKind.Text, fields, writer)
    );

    internal static readonly StepKind Reasoning = new(
        new("reasoning", ScriptValues.Streamed, "thinks aloud"),
        Options,
        (fields, writer) => Stream(ItemKind.Reasoning, fields, writer)
    );

    private static void Stream(string kind, StepFields fields, StepWriter writer)
    {
        var item = Begin(kind, fields, writer);
        var offset = fields.Number("offset");
        var whole = new StringBuilder();
        foreach (var fragment in fields.Fragments(kind))
        {
            writer.Emit(
                new TextAppend
                {
                    Item = item,
                    Text = fragment,
                    Offset = offset,
                },
                fields.Node
            );
            offset += fragment.Length;
            whole.Append(fragment);
        }

        var close = fields.Text("close") ?? "true";
        if (close != "false")
        {
            writer.Emit(new ItemClose { Item = item, Text = close == "full" ? whole.ToString() : null }, fields.Node);
            writer.Ids.Close(item);
        }
    }

    private static string Begin(string kind, StepFields fields, StepWriter writer)
    {
        var item = writer.Ids.Take("i", fields.Text("item"));
        if (writer.Ids.GoesOn(item, kind, writer.Turn, fields["item"]))
        {
            return item;
        }

        var open = new ItemOpen
        {
            Item = item,
            Kind = kind,
            Agent = writer.Agent,
            Role = fields.Text("role"),
            After = fields.Text("after"),
        };
        writer.Emit(open, fields.Node);
        writer.Ids.Open(item, kind, writer.Turn.Id, fields["item"] ?? fields.Node);
        return item;
    }
}

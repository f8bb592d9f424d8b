using StreamBench.Protocol.Events;
using StreamBench.Yaml.Shapes;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Items that are no text and no tool, and what can be done to an item: <c>element</c>, <c>patch</c>, <c>replace</c>, <c>remove</c>, <c>status</c>, <c>data</c>.</summary>
internal static class ItemSteps
{
    private static readonly KeyShape Item = new("item", ValueShape.Name, "the item's id; i1, i2 … when left out");
    private static readonly KeyShape Known = new(
        "item",
        ValueShape.Name,
        "id of an item opened before",
        IsRequired: true
    );
    private static readonly KeyShape After = new(
        "after",
        ValueShape.Name,
        "id of the item that it follows in render order"
    );

    internal static readonly StepKind Element = new(
        new("element", ValueShape.Name, "shows something structured: a table, a form, a chart"),
        [Item, After, new("value", ValueShape.Any, "its first content")],
        (fields, writer) =>
            Open(
                new ItemOpen
                {
                    Kind = ItemKind.Element,
                    ElementType = fields.Text("element"),
                    Value = fields.Json("value"),
                },
                fields,
                writer
            )
    );

    internal static readonly StepKind Data = new(
        new("data", ValueShape.Any, "adds a value for the program that shows the chat"),
        [Item, After],
        (fields, writer) => Open(new ItemOpen { Kind = ItemKind.Data, Value = fields.Json("data") }, fields, writer)
    );

    internal static readonly StepKind Status = new(
        new("status", ValueShape.Text, "shows what goes on; the label of a new item or of one that is open"),
        [
            Item,
            After,
            new(
                "is",
                ValueShape.OneOf(ItemStatus.Running, ItemStatus.Done, ItemStatus.Error, ItemStatus.Cancelled),
                "how far it is"
            ),
        ],
        (fields, writer) =>
        {
            var label = fields.Text("status");
            var item = fields.Text("item");
            var isNew = item is null || !writer.Ids.Knows(item);
            if (isNew)
            {
                item = Open(new ItemOpen { Kind = ItemKind.Status, Label = label }, fields, writer);
            }

            if (fields.Text("is") is { } status)
            {
                var change = new ItemStatusChange
                {
                    Item = item,
                    Status = status,
                    Label = isNew ? null : label,
                };
                writer.Emit(change, fields.Node);
            }
        }
    );

    internal static readonly StepKind Patch = new(
        new("patch", ValueShape.List, "changes an element by the operations of RFC 6902"),
        [Known],
        (fields, writer) =>
            writer.Emit(
                new ElementPatch { Item = Find(fields, writer, "item"), Patch = fields.Json("patch") },
                fields.Node
            )
    );

    internal static readonly StepKind Replace = new(
        new("replace", ValueShape.Any, "gives an item new content: a text, or the value of an element or data item"),
        [Known],
        (fields, writer) =>
        {
            var item = Find(fields, writer, "item");
            var isText = writer.Ids.KindOf(item) is ItemKind.Text or ItemKind.Reasoning;
            var replace = new ItemReplace
            {
                Item = item,
                Text = isText ? fields.Text("replace") : null,
                Value = isText ? default : fields.Json("replace"),
            };
            writer.Emit(replace, fields.Node);
        }
    );

    internal static readonly StepKind Remove = new(
        new("remove", ValueShape.Name, "takes an item away; its id stays used"),
        [],
        (fields, writer) => writer.Emit(new ItemRemove { Item = Find(fields, writer, "remove") }, fields.Node)
    );

    private static string Open(ItemOpen open, StepFields fields, StepWriter writer)
    {
        var item = writer.Ids.Take("i", fields.Text("item"));
        writer.Emit(open with { Item = item, Agent = writer.Agent, After = fields.Text("after") }, fields.Node);
        writer.Ids.Open(item, open.Kind, writer.Turn.Id, fields["item"] ?? fields.Node);
        return item;
    }

    private static string Find(StepFields fields, StepWriter writer, string key)
    {
        var item = fields[key]!;
        writer.Ids.Find(item.Text, item);
        return item.Text;
    }
}

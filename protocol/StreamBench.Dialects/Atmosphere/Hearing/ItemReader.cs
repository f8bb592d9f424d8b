using System.Text.Json;
using StreamBench.Protocol.Events;

namespace StreamBench.Dialects.Atmosphere.Hearing;

/// <summary>Steps, elements and data.</summary>
internal sealed class ItemReader(EventsOut events)
{
    internal string OpenStep(SessionHeard session, string? label, string? agent = null)
    {
        var item = events.OpenItem(session, session.NewItem(), ItemKind.Status, label: label);
        session.AddStep(item, agent);
        return item;
    }

    internal void GoOn(SessionHeard session, ReadOnlySpan<byte> data)
    {
        var told = JsonSlice.Text(JsonSlice.Member(data, "data"u8), "status"u8);
        var status =
            told is not null && ItemStatus.Rank(told) >= 0
                ? told
                : StepNames.ToStatus(JsonSlice.Need(data, "stepName"u8));
        var label = JsonSlice.Text(data, "description"u8);
        var agent = JsonSlice.Text(JsonSlice.Member(data, "data"u8), "agent"u8);
        if (status == ItemStatus.Pending && agent is not null)
        {
            OpenStep(session, label, agent); // an agent that begins to think begins a step
            return;
        }

        var item = session.GoOn(status, agent);
        if (item is null)
        {
            item = OpenStep(session, label, agent);
            session.GoOn(status, agent);
        }

        events.Emit(
            new ItemStatusChange
            {
                Seq = events.Next(),
                Turn = session.Id,
                Item = item,
                Status = status,
                Label = label,
            }
        );
    }

    internal void OpenElement(SessionHeard session, string? type, JsonElement value) =>
        session.AddElement(
            events.OpenItem(session, session.NewItem(), ItemKind.Element, elementType: type, value: value),
            type
        );

    internal void SetElement(SessionHeard session, string? type, JsonElement value)
    {
        if (session.NewestElement(type) is { } item)
        {
            events.Emit(
                new ItemReplace
                {
                    Seq = events.Next(),
                    Turn = session.Id,
                    Item = item,
                    Value = value,
                }
            );
        }
        else
        {
            OpenElement(session, type, value);
        }
    }

    internal void SetField(SessionHeard session, ReadOnlySpan<byte> data)
    {
        var path =
            "/"
            + JsonSlice
                .Need(data, "fieldName"u8)
                .Replace("~", "~0", StringComparison.Ordinal)
                .Replace("/", "~1", StringComparison.Ordinal);
        var value = JsonSlice.Value(data, "value"u8);
        var patch = JsonSerializer.SerializeToElement(
            new[]
            {
                new
                {
                    op = "add",
                    path,
                    value,
                },
            }
        );
        if (session.NewestElement() is null)
        {
            OpenElement(session, JsonSlice.Text(data, "schemaType"u8), JsonElement.Parse("{}"u8));
        }

        events.Emit(
            new ElementPatch
            {
                Seq = events.Next(),
                Turn = session.Id,
                Item = session.NewestElement(),
                Patch = patch,
            }
        );
    }

    internal void SetData(SessionHeard session, string key, JsonElement value)
    {
        if (key == AiEventNames.RunId)
        {
            return; // says how the session began
        }

        var (item, isNew) = session.DataItem(key);
        if (isNew)
        {
            events.OpenItem(session, item, ItemKind.Data, value: value);
        }
        else
        {
            events.Emit(
                new ItemReplace
                {
                    Seq = events.Next(),
                    Turn = session.Id,
                    Item = item,
                    Value = value,
                }
            );
        }
    }

    internal void AddData(SessionHeard session, JsonElement value) =>
        events.OpenItem(session, session.NewItem(), ItemKind.Data, value: value);
}

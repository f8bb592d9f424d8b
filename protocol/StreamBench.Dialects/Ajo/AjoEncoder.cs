using System.Text.Json;
using StreamBench.Dialects.Telling;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Ajo;

/// <summary>Writes the Ajo dialect: at most one frame an event, and the event's seq is the frame's id.</summary>
internal sealed class AjoEncoder : IDialectEncoder
{
    private readonly TextsAndTools conversation = new();

    public WirePlace Place(StreamEvent happening) =>
        conversation.IsTold(happening) ? new WirePlace(happening.Seq, Call: conversation.Call(happening)) : default;

    public void Write(StreamEvent happening, WirePlace place, FrameBuffer output)
    {
        if (place.Number == 0)
        {
            return;
        }

        var json = output.BeginJson();
        json.WriteStartObject();
        json.WriteNumber("id"u8, place.Number);
        json.WriteString("type"u8, AjoFrame.TypeOf(happening));
        json.Optional("message", happening.Turn);
        WriteBody(json, happening, place.Call);
        json.WriteEndObject();
        output.End(place.Number);
    }

    private static void WriteBody(Utf8JsonWriter json, StreamEvent happening, CallSoFar? call)
    {
        switch (happening)
        {
            case TextAppend append:
                WriteToken(json, append.Item, append.Text);
                json.Optional("at", append.Offset);
                break;
            case ItemReplace replace:
                WriteToken(json, replace.Item, replace.Text!, TextEdit.Replace);
                break;
            case ItemClose close:
                WriteToken(json, close.Item, close.Text!, TextEdit.Replace);
                break;
            case ItemRemove:
                WriteToken(json, happening.Item, "", TextEdit.Remove);
                break;
            case ItemOpen { Kind: ItemKind.Tool } open:
                WriteCall(json, open.Item, open.Name, ItemStatus.Pending, default);
                break;
            case ItemOpen:
                WriteToken(json, happening.Item, "");
                break;
            case ToolCall told:
                var args = told.Args.IsPresent ? told.Args : call?.Args ?? default;
                WriteCall(json, told.Item, call?.Name, args.IsPresent ? ItemStatus.Running : ItemStatus.Error, args);
                break;
            case ItemStatusChange change:
                WriteCall(json, change.Item, call?.Name, change.Status, default);
                break;
            default:
                AjoFrame.Write(json, happening);
                break;
        }
    }

    private static void WriteToken(Utf8JsonWriter json, string? part, string text, string? edit = null)
    {
        json.Optional("part", part);
        json.Optional("edit", edit);
        WireText.Write(json, "text", text);
    }

    private static void WriteCall(Utf8JsonWriter json, string? id, string? name, string status, JsonElement args)
    {
        json.WriteStartObject("call"u8);
        json.Optional("id", id);
        json.Optional("name", name);
        json.Optional("args", args);
        json.WriteString("status"u8, status);
        json.WriteEndObject();
    }
}

using System.Text.Json;
using StreamBench.Dialects.Telling;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Convobase;

/// <summary>
/// Writes the Convobase dialect: at most one frame an event. A frame says in which turn and text it speaks only where that is
/// another one than before.
/// </summary>
internal sealed class ConvobaseEncoder : IDialectEncoder
{
    private readonly TextsAndTools conversation = new();
    private string? turn;
    private string? text;

    public WirePlace Place(StreamEvent happening)
    {
        if (!conversation.IsTold(happening))
        {
            return default;
        }

        return happening switch
        {
            TextAppend or ItemReplace or ItemClose => Speak(happening),
            ItemOpen { Kind: ItemKind.Text } => Speak(happening),
            ItemRemove when conversation.State.RemovedKind(happening.Item ?? "") == ItemKind.Text => Speak(happening),
            ToolCall when conversation.Call(happening) is { Args.IsPresent: true } call => new WirePlace(
                happening.Seq,
                Call: call,
                Voice: Turn(happening.Turn)
            ),
            TurnClose => Close(happening),
            _ => default,
        };
    }

    public void Write(StreamEvent happening, WirePlace place, FrameBuffer output)
    {
        if (place.Number == 0)
        {
            return;
        }

        var json = output.BeginJson();
        json.WriteStartObject();
        switch (happening)
        {
            case TextAppend append:
                WriteToken(json, append.Text, place.Voice, append.Offset);
                break;
            case ItemReplace replace:
                WriteToken(json, replace.Text!, place.Voice, edit: TextEdit.Replace);
                break;
            case ItemClose close:
                WriteToken(json, close.Text!, place.Voice, edit: TextEdit.Replace);
                break;
            case ItemRemove:
                WriteToken(json, "", place.Voice, edit: TextEdit.Remove);
                break;
            case ToolCall told:
                WriteCall(json, place, told.Args.IsPresent ? told.Args : place.Call!.Args);
                break;
            case TurnClose close:
                WriteEnd(json, close, place.Voice);
                break;
            default:
                WriteToken(json, "", place.Voice);
                break;
        }

        json.WriteEndObject();
        output.End(place.Number);
    }

    private WirePlace Speak(StreamEvent happening)
    {
        var spoken = happening.Item;
        var voice = Turn(happening.Turn);
        if (voice is not null || spoken != text)
        {
            voice = (voice ?? new Voice(null)) with { Text = spoken };
            text = spoken;
        }

        return new WirePlace(happening.Seq, Voice: voice);
    }

    private Voice? Turn(string? id)
    {
        if (id is null || id == turn)
        {
            return null;
        }

        (turn, text) = (id, null);
        return new Voice(id, Resumes: conversation.State.FindTurn(id)?.Resumes);
    }

    private WirePlace Close(StreamEvent close)
    {
        var voice = Turn(close.Turn);
        (turn, text) = (null, null);
        return new WirePlace(close.Seq, Voice: voice);
    }

    private static void WriteToken(
        Utf8JsonWriter json,
        string content,
        Voice? voice,
        int? at = null,
        string? edit = null
    )
    {
        json.WriteString("type"u8, ConvobaseFrame.Token);
        WireText.Write(json, "content", content);
        WriteMetadata(json, voice, at, edit);
    }

    private static void WriteCall(Utf8JsonWriter json, in WirePlace place, JsonElement args)
    {
        json.WriteString("type"u8, ConvobaseFrame.FunctionCall);
        json.Optional("name", place.Call!.Name);
        json.Optional("args", args);
        WriteMetadata(json, place.Voice);
    }

    // An error ends the turn by itself: no done follows.
    private static void WriteEnd(Utf8JsonWriter json, TurnClose close, Voice? voice)
    {
        if (close.Status == TurnStatus.Failed)
        {
            json.WriteString("type"u8, ConvobaseFrame.Error);
            WireJson.WriteError(json, close.Error);
            WriteMetadata(json, voice);
            return;
        }

        json.WriteString("type"u8, ConvobaseFrame.Done);
        WriteMetadata(json, voice, status: close.Status == TurnStatus.Completed ? null : close.Status);
    }

    private static void WriteMetadata(
        Utf8JsonWriter json,
        Voice? voice,
        int? at = null,
        string? edit = null,
        string? status = null
    )
    {
        if (voice is null && at is null && edit is null && status is null)
        {
            return;
        }

        json.WriteStartObject("metadata"u8);
        json.Optional("turn", voice?.Turn);
        json.Optional("resumes", voice?.Resumes);
        json.Optional("text", voice?.Text);
        json.Optional("at", at);
        json.Optional("edit", edit);
        json.Optional("status", status);
        json.WriteEndObject();
    }
}

using System.Text.Json;
using StreamBench.Dialects.Telling;

namespace StreamBench.Dialects.Convobase;

/// <summary>A <c>token</c> frame: <c>content</c>, and in <c>metadata</c> what it belongs to.</summary>
internal sealed class ConvobaseToken : ITokenForm
{
    public static string Type => ConvobaseFrame.Token;

    public static string TextName => "content";

    public static void ReadMember(ref Utf8JsonReader json, ref Fragment token, in KnownNames known)
    {
        if (json.ValueTextEquals("content"u8))
        {
            json.Read();
            token.Text = Fragment.ReadText(ref json);
            return;
        }

        var isMetadata = json.ValueTextEquals("metadata"u8);
        json.Read();
        if (!isMetadata || json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadPlace(ref json, ref token, in known);
        }
    }

    private static void ReadPlace(ref Utf8JsonReader json, ref Fragment token, in KnownNames known)
    {
        if (json.ValueTextEquals("turn"u8))
        {
            json.Read();
            token.Turn = Fragment.ReadText(ref json, known.Turn);
        }
        else if (json.ValueTextEquals("resumes"u8))
        {
            json.Read();
            token.Resumes = Fragment.ReadText(ref json);
        }
        else if (json.ValueTextEquals("text"u8))
        {
            json.Read();
            token.Item = Fragment.ReadText(ref json, known.Item);
        }
        else
        {
            token.ReadEdit(ref json);
        }
    }
}

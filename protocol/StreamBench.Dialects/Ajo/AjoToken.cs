using System.Text.Json;
using StreamBench.Dialects.Telling;

namespace StreamBench.Dialects.Ajo;

/// <summary>A <c>token</c> frame: <c>id, message, part, text</c>, and <c>edit, at</c> where a text is not only added to.</summary>
internal sealed class AjoToken : ITokenForm
{
    public static string Type => AjoFrame.Token;

    public static string TextName => "text";

    public static void ReadMember(ref Utf8JsonReader json, ref Fragment token, in KnownNames known)
    {
        if (json.ValueTextEquals("id"u8))
        {
            json.Read();
            token.Id = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var id) ? id : 0;
        }
        else if (json.ValueTextEquals("message"u8))
        {
            json.Read();
            token.Turn = Fragment.ReadText(ref json, known.Turn);
        }
        else if (json.ValueTextEquals("part"u8))
        {
            json.Read();
            token.Item = Fragment.ReadText(ref json, known.Item);
        }
        else if (json.ValueTextEquals("text"u8))
        {
            json.Read();
            token.Text = Fragment.ReadText(ref json);
        }
        else
        {
            token.ReadEdit(ref json);
        }
    }
}

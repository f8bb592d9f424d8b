using System.Text.Json;
using StreamBench.Dialects.Telling;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Ajo;

/// <summary>Reads a frame as a token, in one pass and without a document.</summary>
internal static class AjoTokenReader
{
    /// <summary>The frame; not <see cref="Fragment.IsText"/> when it is none of text. Names that came before are not made anew.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">A token's member is missing or of another type.</exception>
    internal static Fragment Read(ReadOnlySpan<byte> bytes, string? message, string? part)
    {
        var json = new Utf8JsonReader(bytes, JsonLimits.Reader);
        var token = default(Fragment);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("a frame is a JSON object");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("type"u8))
            {
                json.Read();
                if (json.TokenType != JsonTokenType.String || !json.ValueTextEquals(AjoFrame.Token))
                {
                    return default;
                }

                token.IsText = true;
            }
            else
            {
                ReadMember(ref json, ref token, message, part);
            }
        }

        if (json.Read())
        {
            throw new FormatException("something follows the JSON object");
        }

        if (token.IsText)
        {
            token.Validate("text");
        }

        return token;
    }

    private static void ReadMember(ref Utf8JsonReader json, ref Fragment token, string? message, string? part)
    {
        if (json.ValueTextEquals("id"u8))
        {
            json.Read();
            token.Id = json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var id) ? id : 0;
        }
        else if (json.ValueTextEquals("message"u8))
        {
            json.Read();
            token.Turn = Fragment.ReadText(ref json, message);
        }
        else if (json.ValueTextEquals("part"u8))
        {
            json.Read();
            token.Item = Fragment.ReadText(ref json, part);
        }
        else if (json.ValueTextEquals("text"u8))
        {
            json.Read();
            token.Text = Fragment.ReadText(ref json);
        }
        else if (json.ValueTextEquals("edit"u8))
        {
            json.Read();
            token.Edit = Fragment.ReadText(ref json);
        }
        else if (json.ValueTextEquals("at"u8))
        {
            json.Read();
            token.At = Fragment.ReadOffset(ref json);
        }
        else
        {
            json.Read();
            json.Skip();
        }
    }
}

using System.Text.Json;
using StreamBench.Dialects.Telling;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Convobase;

/// <summary>Reads a frame as a token, in one pass and without a document.</summary>
internal static class ConvobaseTokenReader
{
    /// <summary>The frame; not <see cref="Fragment.IsText"/> when it is none of text. Names that came before are not made anew.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">A token's member is missing or of another type.</exception>
    internal static Fragment Read(ReadOnlySpan<byte> bytes, string? turn, string? text)
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
                if (json.TokenType != JsonTokenType.String || !json.ValueTextEquals(ConvobaseFrame.Token))
                {
                    return default;
                }

                token.IsText = true;
            }
            else if (json.ValueTextEquals("content"u8))
            {
                json.Read();
                token.Text = Fragment.ReadText(ref json);
            }
            else if (json.ValueTextEquals("metadata"u8))
            {
                json.Read();
                ReadMetadata(ref json, ref token, turn, text);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        if (json.Read())
        {
            throw new FormatException("something follows the JSON object");
        }

        if (token.IsText)
        {
            token.Validate("content");
        }

        return token;
    }

    private static void ReadMetadata(ref Utf8JsonReader json, ref Fragment token, string? turn, string? text)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("turn"u8))
            {
                json.Read();
                token.Turn = Fragment.ReadText(ref json, turn);
            }
            else if (json.ValueTextEquals("resumes"u8))
            {
                json.Read();
                token.Resumes = Fragment.ReadText(ref json);
            }
            else if (json.ValueTextEquals("text"u8))
            {
                json.Read();
                token.Item = Fragment.ReadText(ref json, text);
            }
            else if (json.ValueTextEquals("at"u8))
            {
                json.Read();
                token.At = Fragment.ReadOffset(ref json);
            }
            else if (json.ValueTextEquals("edit"u8))
            {
                json.Read();
                token.Edit = Fragment.ReadText(ref json);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }
    }
}

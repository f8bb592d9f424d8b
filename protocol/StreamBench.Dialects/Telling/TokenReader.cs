using System.Text.Json;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Telling;

/// <summary>Reads a frame as a token, in one pass and without a document, for the dialects whose frames are objects with a <c>type</c>.</summary>
/// <typeparam name="TForm">How the dialect names a token's members.</typeparam>
internal static class TokenReader<TForm>
    where TForm : ITokenForm
{
    /// <summary>The frame; not <see cref="Fragment.IsText"/> when it is none of text.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">A token's member is missing or of another type.</exception>
    internal static Fragment Read(ReadOnlySpan<byte> bytes, in KnownNames known)
    {
        var json = new Utf8JsonReader(bytes, JsonLimits.Reader);
        var token = default(Fragment);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("a frame is a JSON object");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!json.ValueTextEquals("type"u8))
            {
                TForm.ReadMember(ref json, ref token, in known);
                continue;
            }

            json.Read();
            if (json.TokenType != JsonTokenType.String || !json.ValueTextEquals(TForm.Type))
            {
                return default;
            }

            token.IsText = true;
        }

        if (json.Read())
        {
            throw new FormatException("something follows the JSON object");
        }

        if (token.IsText)
        {
            token.Validate(TForm.TextName);
        }

        return token;
    }
}

/// <summary>Names that came before and are not made anew.</summary>
/// <param name="Turn">The turn of the last token, or null.</param>
/// <param name="Item">Its item, or null.</param>
internal readonly record struct KnownNames(string? Turn, string? Item);

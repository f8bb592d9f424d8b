using System.Text.Json;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Telling;

/// <summary>A frame that carries text, as it was read.</summary>
internal struct Fragment
{
    internal bool IsText;
    internal long Id;
    internal string? Turn;
    internal string? Resumes;
    internal string? Item;
    internal string? Text;
    internal string? Edit;
    internal int? At;

    /// <summary>True when it adds to its text, as nearly every one does.</summary>
    internal readonly bool IsAppend => Edit is null && Text is { Length: > 0 };

    /// <summary>Throws unless the members make sense together.</summary>
    /// <exception cref="FormatException">They do not; the message says why.</exception>
    internal readonly void Validate(string textName)
    {
        if (Text is null)
        {
            throw new FormatException($"a token needs \"{textName}\"");
        }

        if (!TextEdit.IsKnown(Edit))
        {
            throw new FormatException("\"edit\" must be \"replace\" or \"remove\"");
        }
    }

    /// <summary>Reads <c>edit</c> or <c>at</c> with its value, and skips a member of another name.</summary>
    internal void ReadEdit(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("edit"u8))
        {
            json.Read();
            Edit = ReadText(ref json);
        }
        else if (json.ValueTextEquals("at"u8))
        {
            json.Read();
            At = ReadOffset(ref json);
        }
        else
        {
            json.Read();
            json.Skip();
        }
    }

    /// <summary>The string at the reader's position; <paramref name="known"/> itself where it is the same, and null for a JSON null.</summary>
    internal static string? ReadText(ref Utf8JsonReader reader, string? known = null) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String when known is not null && reader.ValueTextEquals(known) => known,
            JsonTokenType.String => WireText.Read(ref reader),
            _ => throw new FormatException($"a string is wanted, not {reader.TokenType}"),
        };

    /// <summary>The whole number at the reader's position, from 0; null for a JSON null.</summary>
    internal static int? ReadOffset(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null
        : reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var at) && at >= 0 ? at
        : throw new FormatException("\"at\" must be a whole number from 0");
}

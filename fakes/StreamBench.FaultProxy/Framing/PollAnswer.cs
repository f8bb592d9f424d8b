using System.Text.Json;

namespace StreamBench.FaultProxy.Framing;

/// <summary>Tells answers to long polls from other JSON, and mends them when their elements were left out or moved.</summary>
internal static class PollAnswer
{
    /// <summary>The largest answer that is held until it is whole; a larger one passes as a body without events.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static ReadOnlySpan<byte> Separators => " \t\r\n,"u8;

    /// <summary>Whether it is a whole JSON object that has an array <c>events</c>, spelt without escapes.</summary>
    public static bool IsPoll(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var isFound = false;
            while (reader.Read())
            {
                if (
                    reader is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName }
                    && reader.ValueSpan.SequenceEqual(JsonNesting.Events)
                )
                    isFound |= reader.Read() && reader.TokenType == JsonTokenType.StartArray;
            }
            return isFound;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>An element without the comma in front of it.</summary>
    public static ReadOnlySpan<byte> Element(ReadOnlySpan<byte> raw) => raw.TrimStart(Separators);

    /// <summary>Whether a comma stands in front of the element.</summary>
    public static bool HasComma(ReadOnlySpan<byte> raw) => raw[..^Element(raw).Length].Contains((byte)',');
}

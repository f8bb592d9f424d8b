using System.Text.Json;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Atmosphere.Hearing;

/// <summary>The members of one frame as slices of its text; nothing is copied until somebody asks for it.</summary>
internal ref struct FrameFields
{
    /// <summary>The value of <c>event</c>, or else of <c>type</c>; without quotes.</summary>
    internal ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>True in the AiEvent shape.</summary>
    internal bool IsEvent { get; private set; }

    /// <summary>The session's id without quotes; empty when absent.</summary>
    internal ReadOnlySpan<byte> Session { get; private set; }

    /// <summary>Place in the session, from 1; 0 when absent.</summary>
    internal long Seq { get; private set; }

    internal ReadOnlySpan<byte> Data { get; private set; }

    internal ReadOnlySpan<byte> Key { get; private set; }

    internal ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The run that a session says it belongs to, in its first frame; null in every other.</summary>
    internal readonly string? Run =>
        Name.SequenceEqual("metadata"u8) && JsonSlice.Text(Key) == AiEventNames.RunId ? JsonSlice.Text(Value) : null;

    /// <summary>Reads one object.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="FormatException">It is no frame.</exception>
    internal void Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonLimits.Reader);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("a frame is a JSON object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader, json);
        }

        if (reader.Read())
        {
            throw new FormatException("something follows the JSON object");
        }

        if (Name.IsEmpty)
        {
            throw new FormatException("\"type\" or \"event\" is missing");
        }

        if (Session.IsEmpty || Seq < 1)
        {
            throw new FormatException("\"sessionId\" and \"seq\" (a whole number from 1) are needed");
        }
    }

    private void ReadMember(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.ValueTextEquals("event"u8))
        {
            Name = Word(ref reader, json, "event");
            IsEvent = true;
        }
        else if (reader.ValueTextEquals("type"u8))
        {
            var type = Word(ref reader, json, "type");
            if (!IsEvent)
            {
                Name = type;
            }
        }
        else if (reader.ValueTextEquals("sessionId"u8))
        {
            Session = Word(ref reader, json, "sessionId");
        }
        else if (reader.ValueTextEquals("seq"u8))
        {
            reader.Read();
            Seq = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seq) ? seq : 0;
            reader.Skip();
        }
        else if (reader.ValueTextEquals("data"u8))
        {
            Data = Slice(ref reader, json);
        }
        else if (reader.ValueTextEquals("key"u8))
        {
            Key = Slice(ref reader, json);
        }
        else if (reader.ValueTextEquals("value"u8))
        {
            Value = Slice(ref reader, json);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static ReadOnlySpan<byte> Word(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json, string member) =>
        Slice(ref reader, json) is [(byte)'"', .. var word, (byte)'"']
            ? word
            : throw new FormatException($"\"{member}\" must be a string, not {reader.TokenType}");

    private static ReadOnlySpan<byte> Slice(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed];
    }
}

using System.Text.Json;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Framing;

/// <summary>Reads a long-poll answer, <c>{"events":[…],"cursor":"…"}</c>, into frames. The last event (an object with a
/// <c>seq</c>) carries the batch's cursor.</summary>
internal static class BatchReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonLimits.MaxDepth + 2 };

    /// <summary>The frames of <paramref name="body"/>, or null when it is no such object.</summary>
    internal static List<Frame>? Read(ReadOnlyMemory<byte> body)
    {
        body = Utf8Text.Repaired(body);
        var frames = new List<Frame>();
        string? cursor = null;
        var lastEvent = -1;
        var reader = new Utf8JsonReader(body.Span, Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isEvents = reader.ValueTextEquals("events"u8);
                var isCursor = reader.ValueTextEquals("cursor"u8);
                reader.Read();
                if (isEvents && reader.TokenType == JsonTokenType.StartArray)
                {
                    lastEvent = ReadEvents(ref reader, body, frames);
                }
                else if (isCursor && reader.TokenType == JsonTokenType.String)
                {
                    cursor = reader.GetString();
                }
                else
                {
                    reader.Skip();
                }
            }

            if (reader.Read())
            {
                return null;
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }

        if (lastEvent >= 0)
        {
            frames[lastEvent] = frames[lastEvent] with { Id = cursor };
        }

        return frames;
    }

    /// <summary>Adds each element as a frame; answers the index of the last one that is an event, or -1.</summary>
    private static int ReadEvents(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, List<Frame> frames)
    {
        var lastEvent = -1;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var from = (int)reader.TokenStartIndex;
            var depth = reader.CurrentDepth;
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            while (isObject && reader.Read() && reader.CurrentDepth > depth)
            {
                if (reader.CurrentDepth == depth + 1 && reader.TokenType == JsonTokenType.PropertyName)
                {
                    lastEvent = reader.ValueTextEquals("seq"u8) ? frames.Count : lastEvent;
                }
            }

            if (!isObject)
            {
                reader.Skip();
            }

            frames.Add(new Frame(body[from..(int)reader.BytesConsumed]));
        }

        return lastEvent;
    }
}

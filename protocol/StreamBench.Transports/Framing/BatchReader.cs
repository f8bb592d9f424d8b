using System.Text.Json;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Framing;

/// <summary>Reads a long-poll answer, <c>{"events":[…],"cursor":"…"}</c>, into frames. The last one carries the batch's cursor.</summary>
internal static class BatchReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonLimits.MaxDepth + 2 };

    /// <summary>The frames of <paramref name="body"/>, or null when it is no such object.</summary>
    internal static List<Frame>? Read(ReadOnlyMemory<byte> body)
    {
        body = Utf8Text.Repaired(body);
        var frames = new List<Frame>();
        string? cursor = null;
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
                    ReadEvents(ref reader, body, frames);
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

        if (frames.Count > 0)
        {
            frames[^1] = frames[^1] with { Id = cursor };
        }

        return frames;
    }

    private static void ReadEvents(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, List<Frame> frames)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            frames.Add(new Frame(body[from..(int)reader.BytesConsumed]));
        }
    }
}

using System.Globalization;
using System.Text.Json;

namespace StreamBench.Load.Turns;

/// <summary>Where a user's text stands in an event's JSON: members and places with dots between (<c>choices.0.delta.content</c>).</summary>
internal sealed class ContentPath(string path)
{
    private readonly string[] steps = path.Split('.');

    /// <summary>True when there is a text of at least one character; false for anything else, also for what is no JSON.</summary>
    internal bool HasText(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        try
        {
            return reader.Read() && Find(ref reader, 0);
        }
        catch (JsonException)
        {
            return false; // A line such as [DONE] is part of some dialects.
        }
    }

    private bool Find(ref Utf8JsonReader reader, int step)
    {
        if (step == steps.Length)
        {
            return reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty;
        }

        return reader.TokenType switch
        {
            JsonTokenType.StartObject => FindMember(ref reader, step),
            JsonTokenType.StartArray => FindPlace(ref reader, step),
            _ => false,
        };
    }

    private bool FindMember(ref Utf8JsonReader reader, int step)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isNext = reader.ValueTextEquals(steps[step]);
            reader.Read();
            if (isNext)
            {
                return Find(ref reader, step + 1);
            }

            reader.Skip();
        }

        return false;
    }

    private bool FindPlace(ref Utf8JsonReader reader, int step)
    {
        if (!int.TryParse(steps[step], NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            return false;
        }

        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == place)
            {
                return Find(ref reader, step + 1);
            }

            reader.Skip();
        }

        return false;
    }
}

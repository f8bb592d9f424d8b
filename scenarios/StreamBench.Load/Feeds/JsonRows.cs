using System.Collections.Immutable;
using System.Text.Json;

namespace StreamBench.Load.Feeds;

/// <summary>Reads rows from JSON objects. The first names the fields; texts are taken as they are, all else as JSON.</summary>
internal static class JsonRows
{
    /// <summary>An array of objects.</summary>
    internal static FeedTable ReadArray(string text)
    {
        using var document = Parse(text, "");
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? Table(document.RootElement.EnumerateArray().Select((row, i) => (row, $"row {i + 1}")))
            : throw new InvalidDataException("must be an array of objects");
    }

    /// <summary>An object a line.</summary>
    internal static FeedTable ReadLines(TextReader text) => Table(Lines(text));

    private static IEnumerable<(JsonElement Row, string Place)> Lines(TextReader text)
    {
        for (var number = 1; text.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                using var document = Parse(line, $"line {number}: ");
                yield return (document.RootElement.Clone(), $"line {number}");
            }
        }
    }

    private static FeedTable Table(IEnumerable<(JsonElement Row, string Place)> all)
    {
        var fields = ImmutableArray<string>.Empty;
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        foreach (var (row, place) in all)
        {
            if (row.ValueKind != JsonValueKind.Object)
            {
                throw new InvalidDataException($"{place}: must be an object");
            }

            fields = rows.Count == 0 ? [.. row.EnumerateObject().Select(member => member.Name)] : fields;
            rows.Add([.. fields.Select(field => Value(row, field, place))]);
            if (rows.Count > FeedTable.MostRows)
            {
                throw new InvalidDataException($"{place}: a feed may have {FeedTable.MostRows:N0} rows");
            }
        }

        return new FeedTable(fields, rows.ToImmutable());
    }

    private static string Value(JsonElement row, string field, string place) =>
        row.TryGetProperty(field, out var value)
            ? value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : value.GetRawText()
            : throw new InvalidDataException($"{place}: \"{field}\" is missing");

    private static JsonDocument Parse(string text, string place)
    {
        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(place + e.Message, e);
        }
    }
}

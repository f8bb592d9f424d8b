using System.Collections.Immutable;

namespace StreamBench.Load.Feeds;

/// <summary>The content of a feed's file.</summary>
/// <param name="Fields">Names of the fields.</param>
/// <param name="Rows">Values in the order of the fields; at least one row.</param>
internal sealed record FeedTable(ImmutableArray<string> Fields, ImmutableArray<ImmutableArray<string>> Rows)
{
    /// <summary>Most rows of one feed.</summary>
    internal const int MostRows = 1_000_000;

    /// <summary>Reads a file by its extension.</summary>
    /// <exception cref="InvalidDataException">It is no feed; the message says where and why.</exception>
    internal static FeedTable Load(string path)
    {
        try
        {
            using var text = File.OpenText(path);
            var table = Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".csv" => Csv.Read(text),
                ".json" => JsonRows.ReadArray(text.ReadToEnd()),
                ".jsonl" or ".ndjson" => JsonRows.ReadLines(text),
                var other => throw new InvalidDataException($"\"{other}\" is no feed; use .csv, .json or .jsonl"),
            };
            return table.Rows.IsEmpty ? throw new InvalidDataException("the feed has no rows") : table;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}

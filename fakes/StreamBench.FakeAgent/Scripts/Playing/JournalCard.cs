using System.Text;
using System.Text.Json;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>The coordination journal as a card for people: a table in Markdown, as the result of a tool.</summary>
/// <remarks>Source: Atmosphere's <c>journalFormat</c>, which shows it by a call of <c>coordination_journal</c> after the prompt.</remarks>
internal static class JournalCard
{
    /// <summary>Name of the tool.</summary>
    internal const string Tool = "coordination_journal";

    /// <summary>What it is called with.</summary>
    internal static JsonElement Args { get; } = JsonElement.Parse("""{"query":"all events"}""");

    /// <summary>One row an entry; LF line ends.</summary>
    internal static string Markdown(IEnumerable<JsonElement> entries)
    {
        var card = new StringBuilder("| n | entry |\n|---|---|\n");
        foreach (var (i, entry) in entries.Index())
        {
            card.Append("| ").Append(i + 1).Append(" | ").Append(Cell(entry)).Append(" |\n");
        }

        return card.ToString();
    }

    private static string Cell(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object
            ? string.Join(", ", entry.EnumerateObject().Select(one => $"**{Text(one.Name)}** {Text(one.Value)}"))
            : Text(entry);

    private static string Text(JsonElement value) =>
        Text(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());

    // Neither a bar nor a line end of an entry may end its cell.
    private static string Text(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("|", "\\|", StringComparison.Ordinal)
            .ReplaceLineEndings(" ");
}

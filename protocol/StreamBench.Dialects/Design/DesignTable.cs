using System.Text;

namespace StreamBench.Dialects.Design;

/// <summary>The dialects side by side: a row a topic, with the case that shows it.</summary>
public static class DesignTable
{
    /// <summary>Stands before the table in a page; <see cref="End"/> stands behind it.</summary>
    public const string Begin = "<!-- designs -->\n";

    /// <summary>Stands behind the table in a page.</summary>
    public const string End = "<!-- /designs -->\n";

    /// <summary>The table, in Markdown with LF line ends.</summary>
    public static string Write(IReadOnlyCollection<Dialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(dialects);
        var table = new StringBuilder();
        table.Append("| |").AppendJoin("", dialects.Select(dialect => $" {dialect.Name} |")).Append(" shown by |\n");
        table.Append("|---|").Insert(table.Length, "---|", dialects.Count).Append("---|\n");
        foreach (var topic in Enum.GetValues<Topic>())
        {
            table.Append("| ").Append(TopicWords.Row(topic)).Append(" |");
            table.AppendJoin("", dialects.Select(dialect => $" {Cell(dialect.Traits[topic])} |"));
            table.Append(' ').Append(TopicWords.Case(topic)).Append(" |\n");
        }

        return table.ToString();
    }

    /// <summary>A page with the table between its marks written anew.</summary>
    /// <exception cref="FormatException">The marks are not there.</exception>
    public static string WriteInto(string page, IReadOnlyCollection<Dialect> dialects)
    {
        ArgumentNullException.ThrowIfNull(page);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return begin >= 0 && end > begin
            ? string.Concat(page.AsSpan(0, begin + Begin.Length), Write(dialects), page.AsSpan(end))
            : throw new FormatException($"the page has no {Begin.Trim()} with {End.Trim()} behind it");
    }

    private static string Cell(Trait trait) =>
        trait.Has ? trait.How
        : trait.How.Length == 0 ? "**no**"
        : $"**no**: {trait.How}";
}

using System.Text;

namespace StreamBench.Dialects;

/// <summary>The page that stands in a dialect's folder: what it says, what it leaves out, and how open questions are settled.</summary>
public static class DialectReadme
{
    /// <summary>The page, in Markdown with LF line ends.</summary>
    public static string Write(Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        var page = new StringBuilder();
        page.Append("# ").Append(dialect.Title).Append("\n\n");
        page.Append("Name: `").Append(dialect.Name).Append("`. ").Append(Promise(dialect.Recovery)).Append('\n');
        WriteMappings(page, dialect);
        WriteLosses(page, dialect);
        if (dialect.Notes.Length > 0)
        {
            page.Append("\n## Choices\n\n").Append(dialect.Notes.ReplaceLineEndings("\n").TrimEnd()).Append('\n');
        }

        return page.ToString();
    }

    private static void WriteMappings(StringBuilder page, Dialect dialect)
    {
        page.Append("\n## What becomes what\n\n| event | on the wire | note |\n|---|---|---|\n");
        foreach (var row in dialect.Mappings)
        {
            var note = row.Note is null ? "" : row.Note + " ";
            page.Append("| ").Append(row.Event).Append(" | ").Append(row.Wire).Append(" | ").Append(note).Append("|\n");
        }
    }

    private static void WriteLosses(StringBuilder page, Dialect dialect)
    {
        page.Append("\n## What is lost\n\n");
        if (dialect.Losses.IsEmpty)
        {
            page.Append("Nothing.\n");
        }

        foreach (var loss in dialect.Losses)
        {
            page.Append("- **").Append(loss.Name).Append("**: ").Append(loss.What).Append('\n');
        }
    }

    private static string Promise(RecoveryContract recovery) =>
        recovery switch
        {
            RecoveryContract.None => "A cut stream cannot be taken up.",
            RecoveryContract.ReplayAll => "After a cut everything is said again from the start.",
            RecoveryContract.ReplayAfterCursor =>
                "After a cut, what follows the client's cursor is said again, once and in order.",
            RecoveryContract.UndeliveredCache =>
                "After a cut, what was not written yet is said; what was in flight is gone.",
            RecoveryContract.SnapshotThenLive => "After a cut, the state as it stands is said, then what comes.",
            RecoveryContract.ReplayOrSnapshot =>
                "After a cut, what follows the client's cursor is said again, or a snapshot where that is gone.",
            _ => throw new ArgumentOutOfRangeException(nameof(recovery), recovery, "no such contract"),
        };
}

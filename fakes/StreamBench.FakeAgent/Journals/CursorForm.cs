namespace StreamBench.FakeAgent.Journals;

/// <summary>How one journal writes its cursors, and reads what clients send back.</summary>
/// <param name="options">What stands before a cursor, and whether it is a number.</param>
public sealed class CursorForm(JournalOptions options)
{
    /// <summary>A cursor as clients see it.</summary>
    public string Text(Cursor cursor) =>
        options.CursorPrefix + (options.NumericCursors ? cursor.ToNumber() : cursor.ToString());

    /// <summary>Reads a cursor that a client sent back.</summary>
    public bool TryParse(string text, out Cursor cursor)
    {
        cursor = default;
        return text.StartsWith(options.CursorPrefix, StringComparison.Ordinal)
            && text.AsSpan(options.CursorPrefix.Length) is var rest
            && (options.NumericCursors ? Cursor.TryParseNumber(rest, out cursor) : Cursor.TryParse(rest, out cursor));
    }
}

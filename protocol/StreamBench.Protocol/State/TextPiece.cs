namespace StreamBench.Protocol.State;

/// <summary>
/// One piece of a text and, through <see cref="Before"/>, all that was said before it. Never changed, so that many
/// conversations may stand at the same piece; see <see cref="SharedTexts"/>.
/// </summary>
internal sealed class TextPiece(TextPiece? before, string text)
{
    /// <summary>What was said before; null at the beginning, whose own text is empty.</summary>
    internal TextPiece? Before { get; } = before;

    internal string Text { get; } = text;

    /// <summary>UTF-16 code units up to the end of this piece.</summary>
    internal int Length { get; } = checked((before?.Length ?? 0) + text.Length);

    /// <summary>What was said after it first, and mostly is again. Only <see cref="SharedTexts"/> looks at it.</summary>
    internal TextPiece? Next { get; set; }

    /// <summary>Copies the end of the text up to this piece into <paramref name="end"/>, which is not longer than that.</summary>
    internal void CopyEnd(Span<char> end)
    {
        for (var piece = this; end.Length > 0; piece = piece.Before!)
        {
            var part = piece.Text.AsSpan(Math.Max(0, piece.Text.Length - end.Length));
            part.CopyTo(end[^part.Length..]);
            end = end[..^part.Length];
        }
    }

    /// <summary>True when the text up to this piece is <paramref name="whole"/>.</summary>
    internal bool EndsWhole(ReadOnlySpan<char> whole)
    {
        if (whole.Length != Length)
        {
            return false;
        }

        for (var piece = this; piece.Before is not null; piece = piece.Before)
        {
            if (!whole.EndsWith(piece.Text))
            {
                return false;
            }

            whole = whole[..^piece.Text.Length];
        }

        return true;
    }
}

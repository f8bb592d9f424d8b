using System.Globalization;

namespace StreamBench.FakeAgent.Journals;

/// <summary>A resume point: everything up to and including <see cref="Seq"/> of that <see cref="Epoch"/> has been seen.</summary>
/// <param name="Epoch">The journal's generation, from 1; no other conversation of the server has it.</param>
/// <param name="Seq">Last event seen, from 0 (nothing yet).</param>
/// <remarks>Written <c>&lt;epoch&gt;:&lt;seq&gt;</c>; opaque to clients (protocol §6).</remarks>
public readonly record struct Cursor(int Epoch, long Seq)
{
    private const int SeqDigits = 9;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}:{Seq}");

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else, be it only a leading zero or a space, is refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Cursor cursor)
    {
        cursor = default;
        var colon = text.IndexOf(':');
        if (colon <= 0 || !IsPlain(text[..colon]) || !IsPlain(text[(colon + 1)..]))
        {
            return false;
        }

        if (
            !int.TryParse(text[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || !long.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            || epoch == 0
        )
        {
            return false;
        }

        cursor = new Cursor(epoch, seq);
        return true;
    }

    /// <summary>Both in one whole number of at least ten digits: the epoch, then the seq in nine.</summary>
    public string ToNumber() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}{Seq:D9}");

    /// <summary>Reads what <see cref="ToNumber"/> wrote, of seqs below 1,000,000,000.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, out Cursor cursor)
    {
        cursor = default;
        if (text.Length <= SeqDigits || !IsPlain(text) || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        if (!int.TryParse(text[..^SeqDigits], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch))
        {
            return false;
        }

        cursor = new Cursor(epoch, long.Parse(text[^SeqDigits..], CultureInfo.InvariantCulture));
        return epoch > 0;
    }

    private static bool IsPlain(ReadOnlySpan<char> digits) =>
        digits.Length > 0 && (digits.Length == 1 || digits[0] != '0');
}

namespace StreamBench.Protocol.State;

/// <summary>
/// Keeps once what many conversations say alike. A reducer with it holds a text as a place in a tree of pieces instead of as
/// characters of its own: an append of what another conversation appended in the same place costs no memory at all. Thousands
/// of streams of one script are folded so. Every outcome, state and digest is the same with it and without.
/// </summary>
/// <remarks>
/// It forgets everything after every <see cref="MostPieces"/> pieces or <see cref="MostCharacters"/>, whichever comes first, and
/// for good when fewer than half of the appends until then were of known pieces: texts that are all different are cheaper
/// apart. What conversations still say stays with them. Not thread-safe; one for all reducers of a thread.
/// </remarks>
public sealed class SharedTexts
{
    /// <summary>Most pieces kept.</summary>
    public const int MostPieces = 65_536;

    /// <summary>Most UTF-16 code units kept: 32 MiB, and the last piece.</summary>
    public const int MostCharacters = 16 << 20;

    private const int Places = 4096;

    // What follows where another continuation was first. A place is taken by whoever comes last.
    private readonly TextPiece?[] others = new TextPiece[Places];
    private TextPiece start = new(null, "");
    private int made;
    private int characters;
    private long found;

    /// <summary>False once it has given up.</summary>
    internal bool IsWorthwhile { get; private set; } = true;

    /// <summary>The piece that stands for <paramref name="more"/> after <paramref name="last"/>.</summary>
    /// <param name="last">Null for the beginning of a text.</param>
    /// <param name="more">What is said.</param>
    internal TextPiece After(TextPiece? last, string more)
    {
        var before = last ?? start;
        if (before.Next is { } next && next.Text == more)
        {
            found++;
            return next;
        }

        ref var other = ref others[PlaceOf(before, more)];
        if (other is not null && ReferenceEquals(other.Before, before) && other.Text == more)
        {
            found++;
            return other;
        }

        if (made == MostPieces || characters >= MostCharacters)
        {
            Forget();
        }

        made++;
        characters += more.Length;
        var piece = new TextPiece(before, more);
        if (before.Next is null)
        {
            before.Next = piece;
        }
        else
        {
            other = piece;
        }

        return piece;
    }

    private void Forget()
    {
        IsWorthwhile = found >= made;
        Array.Clear(others);
        start = new TextPiece(null, "");
        (made, characters, found) = (0, 0, 0);
    }

    private static int PlaceOf(TextPiece before, string more) => HashCode.Combine(before.Length, more) & (Places - 1);
}

using System.Buffers;
using System.Text;

namespace StreamBench.Protocol.State;

/// <summary>
/// Text that grows at its end: an append allocates nothing beyond the text it keeps. Its characters are its own, or it is a
/// place among texts that are shared.
/// </summary>
internal sealed class TextBuffer
{
    private StringBuilder? own;
    private TextPiece? shared;

    internal int Length => shared?.Length ?? own?.Length ?? 0;

    internal void Append(ReadOnlySpan<char> more) => Own().Append(more);

    /// <summary>Appends, in <paramref name="texts"/> where that is possible.</summary>
    /// <returns>The piece among the shared texts; null where the characters are its own.</returns>
    internal TextPiece? Append(string more, SharedTexts? texts)
    {
        if (texts is { IsWorthwhile: true } && own is null)
        {
            return shared = texts.After(shared, more);
        }

        Append(more);
        return null;
    }

    internal void Replace(ReadOnlySpan<char> whole)
    {
        shared = null;
        Own().Clear().Append(whole);
    }

    internal bool Equals(ReadOnlySpan<char> other) => shared?.EndsWhole(other) ?? own?.Equals(other) ?? other.IsEmpty;

    /// <summary>True when <paramref name="part"/> stands at <paramref name="offset"/>; both must lie inside the text.</summary>
    internal bool HoldsAt(int offset, ReadOnlySpan<char> part)
    {
        var held = ArrayPool<char>.Shared.Rent(part.Length);
        Own().CopyTo(offset, held, part.Length);
        var same = part.SequenceEqual(held.AsSpan(0, part.Length));
        ArrayPool<char>.Shared.Return(held);
        return same;
    }

    public override string ToString() =>
        shared is null
            ? own?.ToString() ?? ""
            : string.Create(shared.Length, shared, static (text, last) => last.CopyEnd(text));

    // From now on.
    private StringBuilder Own()
    {
        own ??= new StringBuilder(ToString());
        shared = null;
        return own;
    }
}

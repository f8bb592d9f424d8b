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

    /// <summary>Where its text ends among the shared ones; null where the characters are its own, and before there are any.</summary>
    internal TextPiece? Shared { get; set; }

    internal int Length => Shared?.Length ?? own?.Length ?? 0;

    internal void Append(ReadOnlySpan<char> more) => Own().Append(more);

    /// <summary>Appends, in <paramref name="texts"/> where that is possible.</summary>
    internal void Append(string more, SharedTexts? texts)
    {
        if (texts is { IsWorthwhile: true } && own is null)
        {
            Shared = texts.After(Shared, more);
        }
        else
        {
            Append(more);
        }
    }

    internal void Replace(ReadOnlySpan<char> whole)
    {
        Shared = null;
        Own().Clear().Append(whole);
    }

    internal bool Equals(ReadOnlySpan<char> other) => Shared?.EndsWhole(other) ?? own?.Equals(other) ?? other.IsEmpty;

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
        Shared is null
            ? own?.ToString() ?? ""
            : string.Create(Shared.Length, Shared, static (text, last) => last.CopyEnd(text));

    // From now on.
    private StringBuilder Own()
    {
        own ??= new StringBuilder(ToString());
        Shared = null;
        return own;
    }
}

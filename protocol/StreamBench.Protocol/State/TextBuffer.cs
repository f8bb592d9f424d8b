using System.Buffers;
using System.Text;

namespace StreamBench.Protocol.State;

/// <summary>Text that grows at its end: an append allocates nothing beyond the text it keeps.</summary>
internal sealed class TextBuffer
{
    private readonly StringBuilder text = new();

    internal int Length => text.Length;

    internal void Append(ReadOnlySpan<char> more) => text.Append(more);

    internal void Replace(ReadOnlySpan<char> whole) => text.Clear().Append(whole);

    internal bool Equals(ReadOnlySpan<char> other) => text.Equals(other);

    /// <summary>True when <paramref name="part"/> stands at <paramref name="offset"/>; both must lie inside the text.</summary>
    internal bool HoldsAt(int offset, ReadOnlySpan<char> part)
    {
        var held = ArrayPool<char>.Shared.Rent(part.Length);
        text.CopyTo(offset, held, part.Length);
        var same = part.SequenceEqual(held.AsSpan(0, part.Length));
        ArrayPool<char>.Shared.Return(held);
        return same;
    }

    public override string ToString() => text.ToString();
}

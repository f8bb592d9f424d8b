using System.Runtime.CompilerServices;

namespace StreamBench.Load.Engine.Scanning;

/// <summary>
/// The last event id of a stream between two reads. Ids of up to <see cref="Inline"/> bytes lie in the stream's own slot;
/// longer ones cost an array, which the slot then keeps.
/// </summary>
internal struct StickyId
{
    internal const int Inline = 32;

    private int length;
    private Bytes bytes;
    private byte[]? longer;

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    internal readonly ReadOnlySpan<byte> Value => length <= Inline ? bytes[..length] : longer.AsSpan(0, length);

    internal void Set(scoped ReadOnlySpan<byte> value)
    {
        if (value.Length > Inline && (longer is null || longer.Length < value.Length))
        {
            longer = new byte[value.Length * 2];
        }

        length = value.Length;
        value.CopyTo(value.Length > Inline ? longer : bytes);
    }

    internal void Clear() => length = 0;

    [InlineArray(Inline)]
    private struct Bytes
    {
        private byte first;
    }
}

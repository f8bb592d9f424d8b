using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StreamBench.Load.Engine.Scanning;

/// <summary>Where a line ends. Two readings of one rule, chosen once a read, so that the common one stays a bare search for LF.</summary>
internal interface ILineEnds
{
    /// <summary>Index of the byte that ends the first line, or -1.</summary>
    static abstract int IndexOf(ReadOnlySpan<byte> bytes);

    /// <summary>Length of the line end at <paramref name="index"/>: 1, or 2 for CRLF.</summary>
    static abstract int LengthAt(ReadOnlySpan<byte> bytes, int index);
}

/// <summary>For bytes without any CR.</summary>
internal readonly struct LineFeedOnly : ILineEnds
{
    /// <summary>Most lines of a stream of tokens end within the first two vectors: that much is looked at without a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int IndexOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 * Vector256<byte>.Count)
        {
            return bytes.IndexOf((byte)'\n');
        }

        var lineFeed = Vector256.Create((byte)'\n');
        var found = Vector256.Equals(Vector256.Create(bytes), lineFeed).ExtractMostSignificantBits();
        if (found != 0)
        {
            return BitOperations.TrailingZeroCount(found);
        }

        bytes = bytes[Vector256<byte>.Count..];
        found = Vector256.Equals(Vector256.Create(bytes), lineFeed).ExtractMostSignificantBits();
        if (found != 0)
        {
            return Vector256<byte>.Count + BitOperations.TrailingZeroCount(found);
        }

        var later = bytes.IndexOf((byte)'\n');
        return later < 0 ? -1 : later + Vector256<byte>.Count;
    }

    public static int LengthAt(ReadOnlySpan<byte> bytes, int index) => 1;
}

/// <summary>CRLF, LF or a bare CR.</summary>
internal readonly struct AnyLineEnd : ILineEnds
{
    public static int IndexOf(ReadOnlySpan<byte> bytes) => bytes.IndexOfAny((byte)'\r', (byte)'\n');

    public static int LengthAt(ReadOnlySpan<byte> bytes, int index) =>
        bytes[index] == '\r' && index + 1 < bytes.Length && bytes[index + 1] == '\n' ? 2 : 1;
}

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
    public static int IndexOf(ReadOnlySpan<byte> bytes) => bytes.IndexOf((byte)'\n');

    public static int LengthAt(ReadOnlySpan<byte> bytes, int index) => 1;
}

/// <summary>CRLF, LF or a bare CR.</summary>
internal readonly struct AnyLineEnd : ILineEnds
{
    public static int IndexOf(ReadOnlySpan<byte> bytes) => bytes.IndexOfAny((byte)'\r', (byte)'\n');

    public static int LengthAt(ReadOnlySpan<byte> bytes, int index) =>
        bytes[index] == '\r' && index + 1 < bytes.Length && bytes[index + 1] == '\n' ? 2 : 1;
}

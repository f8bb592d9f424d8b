namespace StreamBench.FaultProxy.Framing;

/// <summary>What a stretch of a chunked body is (RFC 9112 §7.1).</summary>
internal enum ChunkPart
{
    /// <summary>Part of a size line, or the line break behind the data of a chunk.</summary>
    Framing,

    /// <summary>Content.</summary>
    Data,

    /// <summary>The trailer section, up to and with the empty line that ends the body.</summary>
    Trailer,

    /// <summary>No chunked body: what follows is unknown.</summary>
    Malformed,
}

/// <summary>Tells the content of a chunked body from its framing, stretch by stretch, in any slicing. Allocates nothing.</summary>
internal sealed class ChunkedDecoder
{
    /// <summary>The longest size line, with its extensions, and the longest trailer section that is followed.</summary>
    public const int MaxLineBytes = 16 * 1024;

    private enum Place
    {
        SizeLine,
        Data,
        DataEnd,
        Trailer,
        Ended,
    }

    private Place place;
    private long remaining;
    private int lineBytes;
    private int trailerBytes;
    private bool sizeIsOver;
    private bool sizeHasDigit;

    /// <summary>Whether the whole body was seen.</summary>
    public bool IsEnded => place == Place.Ended;

    /// <summary>Whether a chunk may be put in here.</summary>
    public bool IsBetweenChunks => place == Place.SizeLine && lineBytes == 0;

    /// <summary>The first stretch of a non-empty input.</summary>
    public ChunkPart Next(ReadOnlySpan<byte> input, out int length)
    {
        switch (place)
        {
            case Place.SizeLine:
                return ReadSizeLine(input, out length);
            case Place.Data:
                length = (int)Math.Min(remaining, input.Length);
                remaining -= length;
                if (remaining == 0)
                    place = Place.DataEnd;
                return ChunkPart.Data;
            case Place.DataEnd:
                length = 1;
                if (input[0] == '\n')
                    place = Place.SizeLine;
                return input[0] is (byte)'\r' or (byte)'\n' ? ChunkPart.Framing : ChunkPart.Malformed;
            default:
                return ReadTrailer(input, out length);
        }
    }

    private ChunkPart ReadSizeLine(ReadOnlySpan<byte> input, out int length)
    {
        for (length = 0; length < input.Length; )
        {
            var b = input[length++];
            lineBytes++;
            if (b == '\n')
                return EndSizeLine();
            if (!TryAddDigit(b) || lineBytes > MaxLineBytes)
                return ChunkPart.Malformed;
        }
        return ChunkPart.Framing;
    }

    private bool TryAddDigit(byte b)
    {
        if (sizeIsOver)
            return true;
        if (b is (byte)';' or (byte)'\r' or (byte)' ' or (byte)'\t')
        {
            sizeIsOver = true;
            return sizeHasDigit;
        }
        if (!char.IsAsciiHexDigit((char)b) || remaining > long.MaxValue >> 8)
            return false;
        remaining = (remaining << 4) | (uint)HexValue(b);
        sizeHasDigit = true;
        return true;
    }

    private ChunkPart EndSizeLine()
    {
        if (!sizeHasDigit)
            return ChunkPart.Malformed;
        place = remaining == 0 ? Place.Trailer : Place.Data;
        lineBytes = 0;
        sizeIsOver = sizeHasDigit = false;
        return ChunkPart.Framing;
    }

    /// <summary>Ends at an empty line; <see cref="lineBytes"/> counts what the current line holds besides CR.</summary>
    private ChunkPart ReadTrailer(ReadOnlySpan<byte> input, out int length)
    {
        for (length = 0; length < input.Length; )
        {
            var b = input[length++];
            if (++trailerBytes > MaxLineBytes)
                return ChunkPart.Malformed;
            if (b == '\n' && lineBytes == 0)
            {
                place = Place.Ended;
                break;
            }
            if (b == '\n')
                lineBytes = 0;
            else if (b != '\r')
                lineBytes++;
        }
        return ChunkPart.Trailer;
    }

    private static int HexValue(byte b) => b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;
}

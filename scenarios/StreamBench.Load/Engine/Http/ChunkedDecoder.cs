namespace StreamBench.Load.Engine.Http;

/// <summary>How far a chunked body has come.</summary>
internal enum ChunkedEnd : byte
{
    /// <summary>More bytes are wanted.</summary>
    NeedsMore,

    /// <summary>The last chunk and its trailers were read.</summary>
    Ended,

    /// <summary>The bytes are no chunked body, or a bound is passed.</summary>
    Malformed,
}

/// <summary>
/// Takes the chunked coding (RFC 9112 §7.1) off the bytes where they lie. Incremental: any slicing gives the same body.
/// Extensions and trailers are read over. Bounded by <see cref="MaxSizeDigits"/> and <see cref="MaxOverhead"/>.
/// </summary>
internal struct ChunkedDecoder
{
    /// <summary>Hex digits of one chunk size, leading zeros included.</summary>
    internal const int MaxSizeDigits = 15;

    /// <summary>Bytes of one chunk's extensions, or of all trailers.</summary>
    internal const int MaxOverhead = 16 * 1024;

    private long remaining;
    private int overhead;
    private Phase phase;

    private enum Phase : byte
    {
        Size,
        Extension,
        SizeLineFeed,
        Data,
        DataReturn,
        DataLineFeed,
        TrailerStart,
        Trailer,
        LastLineFeed,
        Ended,
    }

    /// <summary>
    /// Decodes <paramref name="raw"/> in place: the body's bytes are moved to its front, <paramref name="body"/> of them.
    /// Reading stops at the end of the body, after <paramref name="read"/> bytes.
    /// </summary>
    internal ChunkedEnd Decode(Span<byte> raw, out int body, out int read)
    {
        body = 0;
        read = 0;
        while (read < raw.Length && phase != Phase.Ended)
        {
            if (phase == Phase.Size && overhead == 0)
            {
                TakeWholeChunks(raw, ref body, ref read);
                if (read == raw.Length)
                {
                    break;
                }
            }

            if (phase == Phase.Data)
            {
                var length = (int)Math.Min(remaining, raw.Length - read);
                raw.Slice(read, length).CopyTo(raw[body..]);
                body += length;
                read += length;
                remaining -= length;
                phase = remaining == 0 ? Phase.DataReturn : Phase.Data;
            }
            else if (!Step(raw[read++]))
            {
                return ChunkedEnd.Malformed;
            }
        }

        return phase == Phase.Ended ? ChunkedEnd.Ended : ChunkedEnd.NeedsMore;
    }

    /// <summary>
    /// The common case, without a state: chunks of plain form that are all there, one small one for each event. Stops at
    /// whatever is not of that kind, and the steps below judge it.
    /// </summary>
    private static void TakeWholeChunks(Span<byte> raw, ref int body, ref int read)
    {
        while (true)
        {
            var at = read;
            var size = 0;
            while (at < raw.Length && at - read < 6 && char.IsAsciiHexDigit((char)raw[at]))
            {
                size = (size << 4) + HexValue(raw[at++]);
            }

            var data = at + 2;
            var next = data + size + 2;
            if (
                size == 0
                || next > raw.Length
                || !raw.Slice(at, 2).SequenceEqual("\r\n"u8)
                || !raw.Slice(next - 2, 2).SequenceEqual("\r\n"u8)
            )
            {
                return;
            }

            raw.Slice(data, size).CopyTo(raw[body..]);
            body += size;
            read = next;
        }
    }

    private bool Step(byte next)
    {
        switch (phase)
        {
            case Phase.Size:
                return InSize(next);
            case Phase.Extension:
                phase = next == '\r' ? Phase.SizeLineFeed : Phase.Extension;
                return ++overhead <= MaxOverhead;
            case Phase.SizeLineFeed:
                overhead = 0;
                phase = remaining > 0 ? Phase.Data : Phase.TrailerStart;
                return next == '\n';
            case Phase.DataReturn:
                phase = Phase.DataLineFeed;
                return next == '\r';
            case Phase.DataLineFeed:
                phase = Phase.Size;
                return next == '\n';
            case Phase.TrailerStart:
                phase = next == '\r' ? Phase.LastLineFeed : Phase.Trailer;
                return ++overhead <= MaxOverhead;
            case Phase.Trailer:
                phase = next == '\n' ? Phase.TrailerStart : Phase.Trailer;
                return ++overhead <= MaxOverhead;
            default:
                phase = Phase.Ended;
                return next == '\n';
        }
    }

    private bool InSize(byte next)
    {
        if (char.IsAsciiHexDigit((char)next))
        {
            remaining = (remaining << 4) + HexValue(next);
            return ++overhead <= MaxSizeDigits;
        }

        // At least one digit comes before the end of the size.
        phase = next == '\r' ? Phase.SizeLineFeed : Phase.Extension;
        return overhead > 0 && next is (byte)'\r' or (byte)';' or (byte)' ' or (byte)'\t';
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

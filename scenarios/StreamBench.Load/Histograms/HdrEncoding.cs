using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace StreamBench.Load.Histograms;

/// <summary>
/// The public HdrHistogram V2 form: base64 of a zlib-compressed table of counts. Every HdrHistogram reader takes it, in
/// nanoseconds with 3 significant digits.
/// </summary>
/// <remarks>
/// <code>
/// outer: cookie 0x1c849314 · length of what follows · zlib of the inner
/// inner: cookie 0x1c849313 · payload length · normalizing offset 0 · digits 3 · lowest 1 (8 bytes) · highest (8) · ratio 1.0 (8)
///        payload: a count as ZigZag LEB128, or minus n for n empty slots, up to the last slot in use
/// </code>
/// All numbers are big-endian. The form keeps neither the exact smallest and largest value nor what was clamped.
/// </remarks>
public static class HdrEncoding
{
    private const int InnerCookie = 0x1c849313;
    private const int OuterCookie = 0x1c849314;
    private const int InnerHeader = 40;
    private const int OuterHeader = 8;

    // Every slot in use with the longest count: nine bytes each.
    private const int MostBytes = InnerHeader + HistogramLayout.SlotCount * 9;

    /// <summary>Writes the counts.</summary>
    public static string Encode(Histogram histogram)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        using var inner = new MemoryStream();
        inner.SetLength(InnerHeader);
        inner.Position = InnerHeader;
        WriteCounts(inner, histogram);
        WriteHeader(inner);

        using var outer = new MemoryStream();
        outer.Position = OuterHeader;
        using (var zlib = new ZLibStream(outer, CompressionLevel.Optimal, leaveOpen: true))
        {
            inner.WriteTo(zlib);
        }

        var bytes = outer.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, OuterCookie);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), bytes.Length - OuterHeader);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Reads counts that have 3 significant digits, lowest discernible value 1 and no value over 24 h.</summary>
    /// <remarks><see cref="Histogram.Min"/> and <see cref="Histogram.Max"/> are the edges of the outermost slots.</remarks>
    /// <exception cref="InvalidDataException">It is something else, or damaged; the message says what.</exception>
    public static Histogram Decode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = Unpack(text);
        if (bytes.Length < InnerHeader || BinaryPrimitives.ReadInt32BigEndian(bytes) != InnerCookie)
        {
            throw Bad("it does not start as an HdrHistogram V2");
        }

        var digits = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(12));
        var unit = BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(16));
        if (digits != HistogramLayout.SignificantDigits || unit != 1)
        {
            throw Bad($"it has {digits} significant digits from {unit} up; 3 digits from 1 up are needed");
        }

        var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4));
        if (length != bytes.Length - InnerHeader)
        {
            throw Bad($"it says {length} bytes of counts and has {bytes.Length - InnerHeader}");
        }

        return ReadCounts(bytes.AsSpan(InnerHeader));
    }

    private static void WriteCounts(MemoryStream output, Histogram histogram)
    {
        var next = 0;
        foreach (var (slot, count) in histogram.Slots)
        {
            if (slot > next)
            {
                // A single empty slot is written as the count 0 by every other writer; -1 would read the same.
                ZigZag.Write(output, slot - next == 1 ? 0 : next - slot);
            }

            ZigZag.Write(output, count);
            next = slot + 1;
        }
    }

    private static void WriteHeader(MemoryStream inner)
    {
        var header = inner.GetBuffer().AsSpan(0, InnerHeader);
        BinaryPrimitives.WriteInt32BigEndian(header, InnerCookie);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], (int)inner.Length - InnerHeader);
        BinaryPrimitives.WriteInt32BigEndian(header[8..], 0);
        BinaryPrimitives.WriteInt32BigEndian(header[12..], HistogramLayout.SignificantDigits);
        BinaryPrimitives.WriteInt64BigEndian(header[16..], 1);
        BinaryPrimitives.WriteInt64BigEndian(header[24..], HistogramLayout.HighestValue);
        BinaryPrimitives.WriteDoubleBigEndian(header[32..], 1.0);
    }

    private static byte[] Unpack(string text)
    {
        try
        {
            var packed = Convert.FromBase64String(text);
            if (packed.Length < OuterHeader || BinaryPrimitives.ReadInt32BigEndian(packed) != OuterCookie)
            {
                throw Bad("it is not a compressed HdrHistogram V2");
            }

            var length = BinaryPrimitives.ReadInt32BigEndian(packed.AsSpan(4));
            if (length != packed.Length - OuterHeader)
            {
                throw Bad($"it says {length} compressed bytes and has {packed.Length - OuterHeader}");
            }

            using var zlib = new ZLibStream(
                new MemoryStream(packed, OuterHeader, packed.Length - OuterHeader),
                CompressionMode.Decompress
            );
            return ReadAll(zlib);
        }
        catch (FormatException e)
        {
            throw new InvalidDataException("histogram: it is not base64", e);
        }
    }

    // Into a borrowed buffer of the largest size: a result file has thousands of small histograms.
    private static byte[] ReadAll(ZLibStream zlib)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MostBytes + 1);
        try
        {
            var length = zlib.ReadAtLeast(buffer, MostBytes + 1, throwOnEndOfStream: false);
            return length <= MostBytes ? buffer[..length] : throw Bad($"it unpacks to more than {MostBytes:N0} bytes");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Histogram ReadCounts(ReadOnlySpan<byte> bytes)
    {
        var histogram = new Histogram();
        var (slot, first, last) = (0L, -1, -1);
        while (!bytes.IsEmpty)
        {
            if (!ZigZag.TryRead(ref bytes, out var value))
            {
                throw Bad("it ends in the middle of a count");
            }

            if (value <= 0)
            {
                slot +=
                    value == 0 ? 1
                    : value == long.MinValue ? long.MaxValue
                    : -value;
            }
            else if (slot < HistogramLayout.SlotCount)
            {
                (first, last) = (first < 0 ? (int)slot : first, (int)slot);
                histogram.AddSlot(last, value);
                slot++;
            }
            else
            {
                throw Bad("it has values over 24 h");
            }

            // Also where a run of empty slots was so long that the sum wrapped.
            if (slot is < 0 or > HistogramLayout.SlotCount)
            {
                throw Bad("it has slots for values over 24 h");
            }
        }

        if (last >= 0)
        {
            histogram.SetRange(HistogramLayout.LowestOf(first), HistogramLayout.HighestOf(last));
        }

        return histogram;
    }

    private static InvalidDataException Bad(string what) => new($"histogram: {what}");
}

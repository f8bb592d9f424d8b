namespace StreamBench.Load.Histograms;

/// <summary>
/// Whole numbers in as few bytes as they need: ZigZag (the sign becomes the lowest bit), then LEB128 with at most nine
/// bytes, the ninth holding eight bits ("LEB128-64b9B" in HdrHistogram's V2 encoding).
/// </summary>
internal static class ZigZag
{
    private const int MostBytes = 9;

    internal static void Write(Stream output, long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        for (var i = 1; i < MostBytes && rest > 0x7f; i++)
        {
            output.WriteByte((byte)(rest | 0x80));
            rest >>= 7;
        }

        output.WriteByte((byte)rest);
    }

    /// <summary>Takes one number off the front; false when the bytes end within it.</summary>
    internal static bool TryRead(ref ReadOnlySpan<byte> bytes, out long value)
    {
        value = 0;
        var bits = 0UL;
        for (var i = 0; i < MostBytes && i < bytes.Length; i++)
        {
            var isNinth = i == MostBytes - 1;
            bits |= (ulong)(isNinth ? bytes[i] : bytes[i] & 0x7f) << (7 * i);
            if (isNinth || bytes[i] < 0x80)
            {
                value = (long)(bits >> 1) ^ -(long)(bits & 1);
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}

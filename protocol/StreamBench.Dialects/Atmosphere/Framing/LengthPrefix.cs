using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace StreamBench.Dialects.Atmosphere.Framing;

/// <summary>
/// Writes messages with their length before them (<c>X-Atmosphere-TrackMessageSize=true</c>), so that they survive any cutting and
/// joining of a stream.
/// </summary>
/// <remarks>
/// <code>framed = length "|" message      ; length in UTF-16 code units, decimal</code>
/// Source: Atmosphere's <c>TrackMessageSizeInterceptor</c>, which counts Java chars: an emoji counts 2 and takes 4 bytes.
/// </remarks>
public static class LengthPrefix
{
    internal const byte Separator = (byte)'|';

    /// <summary>Most digits of a length.</summary>
    internal const int MaxDigits = 10;

    /// <summary>Writes <paramref name="message"/> (UTF-8) with its length; allocates nothing.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> message)
    {
        ArgumentNullException.ThrowIfNull(output);
        Utf8Formatter.TryFormat(Encoding.UTF8.GetCharCount(message), output.GetSpan(MaxDigits + 1), out var digits);
        output.GetSpan(digits + 1)[digits] = Separator;
        output.Advance(digits + 1);
        output.Write(message);
    }
}

using System.Text;
using System.Text.Unicode;

namespace StreamBench.Transports.Framing;

/// <summary>UTF-8 as event streams decode it: a broken sequence becomes U+FFFD and the stream goes on.</summary>
/// <remarks>Source: WHATWG Encoding, "UTF-8 decode". A frame's borders are ASCII, so no sequence crosses them.</remarks>
internal static class Utf8Text
{
    /// <summary>The same memory when it is well-formed (the common case, checked with vectors), else a repaired copy.</summary>
    internal static ReadOnlyMemory<byte> Repaired(ReadOnlyMemory<byte> text) =>
        Utf8.IsValid(text.Span) ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text.Span));
}

using System.Buffers;
using System.Text;

namespace StreamBench.Protocol.Json;

/// <summary>Strings as RFC 8785 §3.2.2.2 writes them.</summary>
internal static class CanonicalText
{
    private static readonly SearchValues<char> NeedsEscape = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (char)c),
        '"',
        '\\',
    ]);

    /// <summary>Writes <paramref name="text"/> with its quotes.</summary>
    /// <exception cref="FormatException">The text holds half a surrogate pair.</exception>
    internal static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        if (!WireText.IsWellFormed(text))
        {
            throw new FormatException("a text holds half a surrogate pair, which has no canonical form");
        }

        Write(output, text);
    }

    /// <summary>As <see cref="WriteString"/>, but half a pair is shown as U+FFFD: for people, never for a digest.</summary>
    internal static void ShowString(IBufferWriter<byte> output, ReadOnlySpan<char> text) => Write(output, text);

    // UTF-8 has no form for half a pair: the encoder puts U+FFFD in its place.
    private static void Write(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        output.Write("\""u8);
        while (text.IndexOfAny(NeedsEscape) is var at and >= 0)
        {
            Encoding.UTF8.GetBytes(text[..at], output);
            WriteEscape(output, text[at]);
            text = text[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(text, output);
        output.Write("\""u8);
    }

    private static void WriteEscape(IBufferWriter<byte> output, char c)
    {
        switch (c)
        {
            case '"':
                output.Write("\\\""u8);
                break;
            case '\\':
                output.Write("\\\\"u8);
                break;
            case '\b':
                output.Write("\\b"u8);
                break;
            case '\t':
                output.Write("\\t"u8);
                break;
            case '\n':
                output.Write("\\n"u8);
                break;
            case '\f':
                output.Write("\\f"u8);
                break;
            case '\r':
                output.Write("\\r"u8);
                break;
            default:
                Encoding.ASCII.GetBytes($"\\u{(int)c:x4}", output);
                break;
        }
    }
}

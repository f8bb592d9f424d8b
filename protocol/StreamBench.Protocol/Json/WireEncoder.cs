using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace StreamBench.Protocol.Json;

/// <summary>
/// Escapes what JSON demands and nothing else: a stream is read by people too, and the framework's most relaxed encoder
/// still writes an emoji as two escapes.
/// </summary>
internal sealed unsafe class WireEncoder : JavaScriptEncoder
{
    internal static readonly WireEncoder Instance = new();

    private static readonly SearchValues<char> Escaped = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (char)c),
        '"',
        '\\',
    ]);

    private static readonly SearchValues<byte> EscapedUtf8 = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (byte)c),
        (byte)'"',
        (byte)'\\',
    ]);

    private WireEncoder() { }

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => 6; // \u0000

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncode(char* text, int textLength) =>
        new ReadOnlySpan<char>(text, textLength).IndexOfAny(Escaped);

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) => utf8Text.IndexOfAny(EscapedUtf8);

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) => unicodeScalar < 0x20 || unicodeScalar is '"' or '\\';

    /// <inheritdoc/>
    public override bool TryEncodeUnicodeScalar(
        int unicodeScalar,
        char* buffer,
        int bufferLength,
        out int numberOfCharactersWritten
    )
    {
        var output = new Span<char>(buffer, bufferLength);
        if (WillEncode(unicodeScalar))
        {
            return unicodeScalar switch
            {
                '"' => TryWrite("\\\"", output, out numberOfCharactersWritten),
                '\\' => TryWrite("\\\\", output, out numberOfCharactersWritten),
                '\n' => TryWrite("\\n", output, out numberOfCharactersWritten),
                '\r' => TryWrite("\\r", output, out numberOfCharactersWritten),
                '\t' => TryWrite("\\t", output, out numberOfCharactersWritten),
                _ => output.TryWrite($"\\u{unicodeScalar:x4}", out numberOfCharactersWritten),
            };
        }

        return new Rune(unicodeScalar).TryEncodeToUtf16(output, out numberOfCharactersWritten);
    }

    private static bool TryWrite(string escape, Span<char> output, out int written)
    {
        written = escape.TryCopyTo(output) ? escape.Length : 0;
        return written > 0;
    }
}

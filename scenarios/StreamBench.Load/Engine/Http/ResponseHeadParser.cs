using System.Buffers.Text;
using System.Text;

namespace StreamBench.Load.Engine.Http;

/// <summary>Reads a response head (RFC 9112 §4, §5) without allocating. Strict about line ends and lengths, silent about the rest.</summary>
internal static class ResponseHeadParser
{
    /// <summary>Longest head that is waited for, in bytes.</summary>
    internal const int MaxLength = 32 * 1024;

    private static ReadOnlySpan<byte> Ending => "\r\n\r\n"u8;

    /// <summary>Length of the head with its blank line, or 0 when it has not ended yet.</summary>
    /// <param name="bytes">All bytes of the answer so far.</param>
    /// <param name="searched">How many of them an earlier call has seen.</param>
    internal static int FindEnd(ReadOnlySpan<byte> bytes, int searched)
    {
        var from = Math.Max(0, searched - Ending.Length + 1);
        var end = bytes[from..].IndexOf(Ending);
        return end < 0 ? 0 : from + end + Ending.Length;
    }

    /// <summary>Reads one whole head, blank line included. False when it is none.</summary>
    /// <param name="head">The bytes up to and with the blank line.</param>
    /// <param name="accept">The only right value of <c>Sec-WebSocket-Accept</c>.</param>
    /// <param name="parsed">What it says.</param>
    internal static bool TryParse(ReadOnlySpan<byte> head, ReadOnlySpan<byte> accept, out ResponseHead parsed)
    {
        parsed = default;
        var statusEnd = head.IndexOf("\r\n"u8);
        if (!TryStatus(head[..statusEnd], out var status))
        {
            return false;
        }

        var (media, body, length, upgraded) = (MediaKind.Other, BodyKind.UntilClose, 0L, false);
        var rest = head[(statusEnd + 2)..];
        while (rest.IndexOf("\r\n"u8) is var lineEnd and > 0)
        {
            var line = rest[..lineEnd];
            rest = rest[(lineEnd + 2)..];
            var colon = line.IndexOf((byte)':');
            if (colon <= 0)
            {
                return false;
            }

            var name = line[..colon];
            var value = line[(colon + 1)..].Trim(" \t"u8);
            if (Is(name, "content-type"u8))
            {
                media = MediaKinds.Of(value);
            }
            else if (Is(name, "transfer-encoding"u8))
            {
                if (!Is(value, "chunked"u8))
                {
                    return false;
                }

                body = BodyKind.Chunked;
            }
            else if (Is(name, "content-length"u8))
            {
                if (!TryLength(value, out length))
                {
                    return false;
                }

                // Chunked coding outweighs a count (RFC 9112 §6.3).
                body = body == BodyKind.Chunked ? body : BodyKind.Counted;
            }
            else if (Is(name, "sec-websocket-accept"u8))
            {
                upgraded = status == 101 && value.SequenceEqual(accept);
            }
        }

        parsed = new ResponseHead(status, media, body, body == BodyKind.Counted ? length : 0, upgraded);
        return true;
    }

    private static bool TryStatus(ReadOnlySpan<byte> line, out int status)
    {
        // HTTP/1.1 200 OK
        status = 0;
        return line.Length >= 12
            && line.StartsWith("HTTP/1."u8)
            && line[8] == ' '
            && Utf8Parser.TryParse(line.Slice(9, 3), out status, out var read)
            && read == 3
            && status >= 100;
    }

    private static bool TryLength(ReadOnlySpan<byte> value, out long length) =>
        Utf8Parser.TryParse(value, out length, out var read)
        && read == value.Length
        && char.IsAsciiDigit((char)value[0]);

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lowerCase) =>
        Ascii.EqualsIgnoreCase(name, lowerCase);
}

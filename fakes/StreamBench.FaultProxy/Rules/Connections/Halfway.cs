using System.Buffers;
using StreamBench.FaultProxy.Framing;
using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>
/// Recognises a stream whose beginning nobody saw, as rules were set only later. Servers send an event, or a chunk with one, at a time, so
/// the first read nearly always begins with one.
/// </summary>
internal static class Halfway
{
    private const int MaxSizeDigits = 8;
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>What these first bytes belong to; null when they are not recognised.</summary>
    public static Opening? Recognise(Direction direction, ReadOnlySpan<byte> bytes)
    {
        if (IsMessage(bytes, isMasked: direction == Direction.Upstream))
            return Stream(direction, EventFormat.WebSocket, BodyCoding.UntilClose);
        if (direction == Direction.Upstream)
            return null;
        if (FormatOf(bytes) is { } plain)
            return Stream(direction, plain, BodyCoding.UntilClose);
        return TrySkipSizeLine(bytes, out var content) && FormatOf(content) is { } chunked
            ? Stream(direction, chunked, BodyCoding.Chunked)
            : null;
    }

    private static Opening Stream(Direction direction, EventFormat format, BodyCoding coding) =>
        new()
        {
            Direction = direction,
            Format = format,
            IsStream = true,
            Coding = coding,
        };

    private static EventFormat? FormatOf(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> line = bytes[..Math.Max(bytes.IndexOfAny((byte)'\r', (byte)'\n'), 0)];
        if (
            line.StartsWith("data:"u8)
            || line.StartsWith("event:"u8)
            || line.StartsWith("id:"u8)
            || line.StartsWith("retry:"u8)
            || line.StartsWith(":"u8)
        )
            return EventFormat.Sse;
        return line.StartsWith("{"u8) && line.EndsWith("}"u8) ? EventFormat.Ndjson : null;
    }

    private static bool TrySkipSizeLine(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> content)
    {
        var digits = bytes.IndexOfAnyExcept(HexDigits);
        content = digits > 0 ? bytes[digits..] : default;
        if (digits is <= 0 or > MaxSizeDigits || !content.StartsWith("\r\n"u8))
            return false;
        content = content[2..];
        return true;
    }

    /// <summary>Whether whole frames fill these bytes exactly: chance would hardly do that.</summary>
    private static bool IsMessage(ReadOnlySpan<byte> bytes, bool isMasked)
    {
        while (WebSocketHeader.TryRead(bytes, out var header))
        {
            if (
                header.Mask >= 0 != isMasked
                || header.Opcode is not (1 or 2 or 8 or 9 or 10)
                || header.FrameLength > bytes.Length
            )
                return false;
            bytes = bytes[(int)header.FrameLength..];
            if (bytes.IsEmpty)
                return true;
        }
        return false;
    }
}

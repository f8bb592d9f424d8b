using System.Buffers;

namespace StreamBench.FaultProxy.Framing;

/// <summary>Reads the fields of an SSE block (WHATWG HTML §9.2.6) where they lie.</summary>
internal static class SseFields
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The value of the last field of this name, as the standard wants it for <c>event</c> and <c>id</c>.</summary>
    public static bool TryFind(ReadOnlySpan<byte> block, scoped ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        var found = false;
        // Most blocks have no such field, and one search says so.
        if (block.IndexOf(name) < 0)
            return false;
        while (TryReadLine(ref block, out var line))
        {
            if (!TryMatch(line, name, out var match))
                continue;
            value = match;
            found = true;
        }
        return found;
    }

    /// <summary>Whether the block has a field of this name.</summary>
    public static bool Has(ReadOnlySpan<byte> block, scoped ReadOnlySpan<byte> name)
    {
        while (TryReadLine(ref block, out var line))
        {
            if (TryMatch(line, name, out _))
                return true;
        }
        return false;
    }

    /// <summary>The data of a block: a slice of it, or its lines joined by LF when there are several.</summary>
    public static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> first = default;
        ArrayBufferWriter<byte>? joined = null;
        var lines = 0;
        while (TryReadLine(ref block, out var line))
        {
            if (!TryMatch(line, "data"u8, out var value))
                continue;
            if (lines++ == 0)
            {
                first = value;
                if (block.IndexOf("data"u8) < 0)
                    break;
                continue;
            }
            if (joined is null)
            {
                joined = new ArrayBufferWriter<byte>(first.Length + value.Length + 1);
                joined.Write(first);
            }
            joined.Write("\n"u8);
            joined.Write(value);
        }
        return joined is null ? first : joined.WrittenSpan;
    }

    private static bool TryReadLine(scoped ref ReadOnlySpan<byte> block, out ReadOnlySpan<byte> line)
    {
        if (block.StartsWith(ByteOrderMark))
            block = block[ByteOrderMark.Length..];
        if (block.IsEmpty)
        {
            line = default;
            return false;
        }
        var end = block.IndexOfAny((byte)'\r', (byte)'\n');
        line = end < 0 ? block : block[..end];
        block = end < 0 ? default : block[(end + 1)..];
        return true;
    }

    private static bool TryMatch(ReadOnlySpan<byte> line, scoped ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!line.StartsWith(name))
            return false;
        if (line.Length == name.Length)
            return true;
        if (line[name.Length] != ':')
            return false;
        value = line[(name.Length + 1)..];
        if (value.StartsWith(" "u8))
            value = value[1..];
        return true;
    }
}

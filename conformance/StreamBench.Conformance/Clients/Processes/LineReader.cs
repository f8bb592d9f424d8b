namespace StreamBench.Conformance.Clients.Processes;

/// <summary>Reads lines from a stream and never holds more of one than its bound. One reader at a time.</summary>
internal sealed class LineReader(Stream input, int maxBytes)
{
    private byte[] buffer = new byte[16 << 10];
    private int start;
    private int searched;
    private int end;

    /// <summary>Bytes of a line whose newline has not come.</summary>
    internal int Unfinished => Volatile.Read(ref end) - Volatile.Read(ref start);

    /// <summary>Bytes read so far.</summary>
    internal long BytesRead { get; private set; }

    /// <summary>The next line, without its LF or CRLF. Its bytes are good until the next call.</summary>
    internal async ValueTask<Line> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var newline = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var from = start;
                var length = searched + newline - from;
                start = searched = searched + newline + 1;
                var isCrLf = length > 0 && buffer[from + length - 1] == '\r';
                return new Line(LineEnd.Newline, buffer.AsMemory(from, isCrLf ? length - 1 : length));
            }

            searched = end;
            if (end - start > maxBytes)
            {
                return new Line(LineEnd.TooLong, default);
            }

            MakeRoom();
            var read = await input.ReadAsync(buffer.AsMemory(end), cancellation);
            if (read == 0)
            {
                return new Line(LineEnd.EndOfStream, buffer.AsMemory(start, end - start));
            }

            BytesRead += read;
            end += read;
        }
    }

    private void MakeRoom()
    {
        if (end < buffer.Length)
        {
            return;
        }

        var kept = end - start;
        var target =
            kept > buffer.Length / 2 ? new byte[Math.Min(buffer.Length * 2L, maxBytes + 1L + (16 << 10))] : buffer;
        buffer.AsSpan(start, kept).CopyTo(target);
        (buffer, start, searched, end) = (target, 0, kept, kept);
    }
}

/// <summary>A line, or what came instead.</summary>
/// <param name="End">What ended it.</param>
/// <param name="Bytes">Its bytes; at the end of the stream those of an unfinished line.</param>
internal readonly record struct Line(LineEnd End, ReadOnlyMemory<byte> Bytes);

/// <summary>What ends a line.</summary>
internal enum LineEnd
{
    /// <summary>LF or CRLF.</summary>
    Newline,

    /// <summary>The end of the stream.</summary>
    EndOfStream,

    /// <summary>The bound; the rest of the line is unread.</summary>
    TooLong,
}

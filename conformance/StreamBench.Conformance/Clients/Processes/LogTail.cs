using System.Text;

namespace StreamBench.Conformance.Clients.Processes;

/// <summary>The last bytes that a program wrote to its log. Bounded: the oldest are forgotten first. Thread-safe.</summary>
internal sealed class LogTail(int capacity)
{
    private readonly Lock gate = new();
    private readonly byte[] ring = new byte[capacity];
    private long written;

    /// <summary>The place after everything written so far, for <see cref="Since"/>.</summary>
    internal long Mark()
    {
        lock (gate)
        {
            return written;
        }
    }

    /// <summary>Adds to the log.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            written += Math.Max(0, bytes.Length - capacity);
            foreach (var b in bytes[Math.Max(0, bytes.Length - capacity)..])
            {
                ring[written++ % capacity] = b;
            }
        }
    }

    /// <summary>Adds a line to the log.</summary>
    internal void AppendLine(string text) => Append(Encoding.UTF8.GetBytes(text + "\n"));

    /// <summary>What was written after <paramref name="mark"/>, as far as it is kept; 0 for all.</summary>
    internal string Since(long mark)
    {
        lock (gate)
        {
            var from = Math.Max(mark, written - capacity);
            var bytes = new byte[written - from];
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = ring[(from + i) % capacity];
            }

            // The cut may fall inside a character.
            var start = 0;
            while (from > mark && start < Math.Min(3, bytes.Length) && (bytes[start] & 0xC0) == 0x80)
            {
                start++;
            }

            return Encoding.UTF8.GetString(bytes, start, bytes.Length - start);
        }
    }
}

using System.Buffers;
using System.Text;

namespace StreamBench.Dialects.Atmosphere.Framing;

/// <summary>
/// Reads messages with lengths from a stream that arrives in pieces of any size. Heartbeats between messages are skipped. Not safe for
/// several threads at once.
/// </summary>
/// <remarks>Bytes that are no UTF-8 count as the replacement characters that a decoder makes of them, as in every other reader.</remarks>
/// <param name="maxUnits">Longest message accepted, in UTF-16 code units.</param>
public sealed class LengthReader(int maxUnits = LengthReader.DefaultMaxUnits)
{
    /// <summary>Longest message accepted by default: 1 Mi code units.</summary>
    public const int DefaultMaxUnits = 1 << 20;

    private readonly ArrayBufferWriter<byte> held = new();
    private int taken;
    private int scanned;
    private int missing = -1;

    /// <summary>True between two messages: the stream may end here.</summary>
    public bool IsBetweenMessages => missing < 0 && taken == held.WrittenCount;

    /// <summary>Adds what has arrived. Memory handed out by <see cref="TryRead"/> is not valid any more.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (taken > 0)
        {
            var rest = held.WrittenSpan[taken..].ToArray();
            held.ResetWrittenCount();
            held.Write(rest);
            (scanned, taken) = (scanned - taken, 0);
        }

        held.Write(bytes);
    }

    /// <summary>The next whole message, if there is one; valid until <see cref="Add"/>.</summary>
    /// <exception cref="FormatException">The stream holds no length, a length beyond the bound, or a character that crosses it.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (missing < 0 && !TryReadLength())
        {
            return false;
        }

        if (!Scan())
        {
            return false;
        }

        message = held.WrittenMemory[taken..scanned];
        taken = scanned;
        missing = -1;
        return true;
    }

    private bool TryReadLength()
    {
        while (taken < held.WrittenCount && held.WrittenSpan[taken] == Heartbeat.Mark)
        {
            taken++;
        }

        var waiting = held.WrittenSpan[taken..];
        var end = waiting[..Math.Min(waiting.Length, LengthPrefix.MaxDigits + 1)].IndexOf(LengthPrefix.Separator);
        var digits = end < 0 ? waiting[..Math.Min(waiting.Length, LengthPrefix.MaxDigits + 1)] : waiting[..end];
        if (digits.ContainsAnyExceptInRange((byte)'0', (byte)'9') || digits.Length > LengthPrefix.MaxDigits || end == 0)
        {
            throw new FormatException(
                $"a message begins with its length and \"|\", not with \"{Encoding.UTF8.GetString(digits)}\""
            );
        }

        if (end < 0)
        {
            return false;
        }

        var length = 0L;
        foreach (var digit in digits)
        {
            length = (length * 10) + digit - '0';
        }

        if (length > maxUnits)
        {
            throw new FormatException($"a message of {length} code units; at most {maxUnits} are accepted");
        }

        missing = (int)length;
        taken += end + 1;
        scanned = taken;
        return true;
    }

    // True once every code unit is there.
    private bool Scan()
    {
        while (missing > 0)
        {
            var waiting = held.WrittenSpan[scanned..];
            var ascii = waiting[..Math.Min(missing, waiting.Length)].IndexOfAnyExceptInRange((byte)0, (byte)0x7f);
            var run = ascii < 0 ? Math.Min(missing, waiting.Length) : ascii;
            scanned += run;
            missing -= run;
            if (missing == 0)
            {
                break;
            }

            var status = Rune.DecodeFromUtf8(held.WrittenSpan[scanned..], out var rune, out var bytes);
            if (status == OperationStatus.NeedMoreData)
            {
                return false;
            }

            if (rune.Utf16SequenceLength > missing)
            {
                throw new FormatException("the length of a message ends inside a character");
            }

            scanned += bytes;
            missing -= rune.Utf16SequenceLength;
        }

        return true;
    }
}

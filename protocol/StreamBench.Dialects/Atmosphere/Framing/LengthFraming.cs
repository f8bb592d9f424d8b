using System.Buffers;
using System.Text;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere.Framing;

/// <summary>
/// Reads messages with their lengths (<see cref="LengthPrefix"/>) from a body that arrives in pieces of any size. Heartbeats between
/// messages are skipped. Not safe for several threads at once.
/// </summary>
/// <remarks>
/// Bytes that are no UTF-8 count as the replacement characters that a decoder makes of them, as in every other reader. A code unit
/// takes at least one byte, so as many bytes as code units are missing never reach beyond the message.
/// </remarks>
/// <param name="maxEventBytes">Longest message accepted, in bytes. Default 1 MiB.</param>
public sealed class LengthFraming(int maxEventBytes = JsonLimits.DefaultMaxEventBytes) : IFraming
{
    private readonly ArrayBufferWriter<byte> message = new();
    private long length;
    private int digits;
    private int missing = -1; // code units that have not been counted; -1 while the length is read
    private int counted; // bytes of the message whose code units were counted
    private bool isDelivered;

    /// <inheritdoc/>
    public bool IsInsideFrame => digits > 0;

    /// <inheritdoc/>
    public FramingStep Read(ref ReadOnlySpan<byte> input, out Frame frame)
    {
        frame = default;
        if (isDelivered)
        {
            message.ResetWrittenCount();
            (counted, isDelivered) = (0, false);
        }

        var step = missing < 0 ? ReadLength(ref input) : FramingStep.Frame;
        if (step == FramingStep.Frame)
        {
            step = ReadMessage(ref input);
        }

        if (step == FramingStep.Frame)
        {
            frame = new Frame(message.WrittenMemory[..counted]);
            (length, digits, missing, isDelivered) = (0, 0, -1, true);
        }

        return step;
    }

    private FramingStep ReadLength(ref ReadOnlySpan<byte> input)
    {
        while (!input.IsEmpty)
        {
            var next = input[0];
            input = input[1..];
            if (next is >= (byte)'0' and <= (byte)'9' && digits < LengthPrefix.MaxDigits)
            {
                (length, digits) = ((length * 10) + next - '0', digits + 1);
            }
            else if (next == LengthPrefix.Separator && digits > 0)
            {
                missing = (int)Math.Min(length, int.MaxValue);
                return length > maxEventBytes ? FramingStep.TooLarge : FramingStep.Frame;
            }
            else if (next != Heartbeat.Mark || digits > 0)
            {
                return FramingStep.Corrupt;
            }
        }

        return FramingStep.NeedsMore;
    }

    private FramingStep ReadMessage(ref ReadOnlySpan<byte> input)
    {
        while (missing > 0)
        {
            if (input.IsEmpty)
            {
                return FramingStep.NeedsMore;
            }

            // A character that is not whole yet is two code units at most, and wants one byte at least.
            var wanted = counted == message.WrittenCount ? missing : Math.Max(1, missing - 2);
            var part = input[..Math.Min(wanted, input.Length)];
            if (message.WrittenCount + (long)part.Length > maxEventBytes)
            {
                return FramingStep.TooLarge;
            }

            message.Write(part);
            if (!Count())
            {
                return FramingStep.Corrupt;
            }

            // The byte that showed that a character is none may belong to what follows.
            var beyond = missing > 0 ? 0 : message.WrittenCount - counted;
            input = input[(part.Length - beyond)..];
        }

        return FramingStep.Frame;
    }

    // False when the length ends inside a character.
    private bool Count()
    {
        while (missing > 0 && counted < message.WrittenCount)
        {
            var waiting = message.WrittenSpan[counted..];
            var most = Math.Min(missing, waiting.Length);
            var other = waiting[..most].IndexOfAnyExceptInRange((byte)0, (byte)0x7f);
            if (other != 0)
            {
                var run = other < 0 ? most : other;
                (counted, missing) = (counted + run, missing - run);
                continue;
            }

            if (Rune.DecodeFromUtf8(waiting, out var rune, out var bytes) == OperationStatus.NeedMoreData)
            {
                return true;
            }

            if (rune.Utf16SequenceLength > missing)
            {
                return false;
            }

            (counted, missing) = (counted + bytes, missing - rune.Utf16SequenceLength);
        }

        return true;
    }
}

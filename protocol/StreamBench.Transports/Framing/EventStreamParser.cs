using System.Buffers;
using System.Text;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Framing;

/// <summary>
/// Reads <c>text/event-stream</c> to the letter: <see cref="Frame.EventName"/> is null for <c>message</c>, <see cref="Frame.Id"/>
/// is the last event id as it stands when the event is dispatched (null when empty).
/// </summary>
/// <remarks>
/// Source: WHATWG HTML, "Interpreting an event stream". An event ended by a bare CR is dispatched at once: the LF that may
/// follow is skipped when it comes. The id of an event that is not whole is never seen from outside. Comments take no memory;
/// an event is bounded by <c>maxEventBytes</c> (default 1 MiB).
/// </remarks>
public sealed class EventStreamParser(int maxEventBytes = JsonLimits.DefaultMaxEventBytes) : IFraming
{
    /// <summary>Longest wait that a server can ask for with <c>retry:</c>; a longer one is taken for this one.</summary>
    public static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);

    private readonly ArrayBufferWriter<byte> held = new();
    private readonly ArrayBufferWriter<byte> data = new();
    private string eventName = "";
    private string idBuffer = "";
    private bool isFirstLine = true;
    private bool skipsLineFeed;
    private bool isDispatched;

    /// <summary>The id to resume with: that of the last dispatched block, "" when there is none.</summary>
    public string LastEventId { get; private set; } = "";

    /// <inheritdoc/>
    public TimeSpan? Retry { get; private set; }

    /// <inheritdoc/>
    public bool IsInsideFrame => held.WrittenCount > 0 || (!isDispatched && data.WrittenCount > 0);

    /// <inheritdoc/>
    public FramingStep Read(ref ReadOnlySpan<byte> input, out Frame frame)
    {
        frame = default;
        StartAfterDispatch();
        while (!input.IsEmpty)
        {
            if (skipsLineFeed)
            {
                skipsLineFeed = false;
                if (input[0] == '\n')
                {
                    input = input[1..];
                    continue;
                }
            }

            var end = input.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                var isKept = Hold(input);
                input = default;
                return isKept ? FramingStep.NeedsMore : FramingStep.TooLarge;
            }

            var line = input[..end];
            skipsLineFeed = input[end] == '\r';
            input = input[(end + 1)..];
            if (held.WrittenCount > 0)
            {
                if (!Hold(line))
                {
                    return FramingStep.TooLarge;
                }

                line = held.WrittenSpan;
            }

            var step = TakeLine(line, out frame);
            held.ResetWrittenCount();
            if (step != FramingStep.NeedsMore)
            {
                return step;
            }
        }

        return FramingStep.NeedsMore;
    }

    private void StartAfterDispatch()
    {
        if (isDispatched)
        {
            isDispatched = false;
            data.ResetWrittenCount();
        }
    }

    /// <summary>Keeps the part of a line that has come so far; of a comment only its colon.</summary>
    private bool Hold(ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty || (held.WrittenCount > 0 && held.WrittenSpan[0] == ':'))
        {
            return true;
        }

        if (held.WrittenCount == 0 && part[0] == ':')
        {
            part = part[..1];
        }

        if (Exceeds(held.WrittenCount + part.Length))
        {
            return false;
        }

        held.Write(part);
        return true;
    }

    private FramingStep TakeLine(ReadOnlySpan<byte> line, out Frame frame)
    {
        frame = default;
        if (isFirstLine)
        {
            // One leading U+FEFF belongs to the encoding, not to the stream; it cannot hold a line end.
            isFirstLine = false;
            line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        }

        if (line.IsEmpty)
        {
            return Dispatch(out frame);
        }

        var colon = line.IndexOf((byte)':');
        if (colon == 0)
        {
            return FramingStep.NeedsMore;
        }

        var value = colon < 0 ? default : line[(colon + 1)..];
        return TakeField(colon < 0 ? line : line[..colon], value is [(byte)' ', ..] ? value[1..] : value);
    }

    private FramingStep TakeField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("data"u8))
        {
            if (Exceeds(value.Length))
            {
                return FramingStep.TooLarge;
            }

            data.Write(value);
            data.Write("\n"u8);
        }
        else if (name.SequenceEqual("event"u8))
        {
            eventName = Encoding.UTF8.GetString(value);
        }
        else if (name.SequenceEqual("id"u8) && !value.Contains((byte)0))
        {
            idBuffer = Encoding.UTF8.GetString(value);
        }
        else if (
            name.SequenceEqual("retry"u8)
            && !value.IsEmpty
            && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
        )
        {
            Retry = ParseRetry(value);
        }

        return FramingStep.NeedsMore;
    }

    private FramingStep Dispatch(out Frame frame)
    {
        LastEventId = idBuffer;
        var name = eventName;
        eventName = "";
        if (data.WrittenCount == 0)
        {
            frame = default;
            return FramingStep.NeedsMore;
        }

        // The LF after the last data line is not part of the data.
        var whole = data.WrittenMemory[..^1];
        frame = new Frame(Utf8Text.Repaired(whole), LastEventId is "" ? null : LastEventId, name is "" ? null : name);
        isDispatched = true;
        return FramingStep.Frame;
    }

    private bool Exceeds(int more) => data.WrittenCount + (long)more > maxEventBytes;

    private static TimeSpan ParseRetry(ReadOnlySpan<byte> digits)
    {
        var longest = (long)LongestRetry.TotalMilliseconds;
        return long.TryParse(digits, out var milliseconds) && milliseconds < longest
            ? TimeSpan.FromMilliseconds(milliseconds)
            : LongestRetry;
    }
}

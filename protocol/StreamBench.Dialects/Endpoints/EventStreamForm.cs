using System.Buffers;
using System.Globalization;

namespace StreamBench.Dialects.Endpoints;

/// <summary>How a frame stands in an event stream: <c>id</c> where it has one, one line of data, LF only.</summary>
/// <remarks>Source: WHATWG HTML, "Server-sent events".</remarks>
public static class EventStreamForm
{
    /// <summary>Its media type.</summary>
    public const string ContentType = "text/event-stream";

    /// <summary>Writes the frame at <paramref name="index"/>.</summary>
    /// <param name="frames">Frames whose data hold no line end.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="withIds">False to leave out <c>id</c>.</param>
    /// <param name="output">Where to.</param>
    public static void Write(FrameBuffer frames, int index, bool withIds, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (withIds && frames.Number(index) is > 0 and var number)
        {
            output.Write("id: "u8);
            var digits = output.GetSpan(20);
            number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
            output.Advance(length);
            output.Write("\n"u8);
        }

        output.Write("data: "u8);
        output.Write(frames.Data(index).Span);
        output.Write("\n\n"u8);
    }
}

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects;

/// <summary>Frames that an encoder has written, one after another in one piece of memory. Reused: writing a frame allocates nothing once it has grown.</summary>
public sealed class FrameBuffer : IDisposable
{
    private readonly ArrayBufferWriter<byte> bytes = new(1024);
    private readonly List<Mark> marks = [];
    private readonly Utf8JsonWriter json;
    private int start;

    /// <summary>An empty buffer.</summary>
    public FrameBuffer() => json = new Utf8JsonWriter(bytes, WireText.Writer);

    /// <summary>How many frames are whole.</summary>
    public int Count => marks.Count;

    /// <summary>The frame at <paramref name="index"/>; its memory is valid until <see cref="Clear"/>.</summary>
    public Frame this[int index]
    {
        get
        {
            var mark = marks[index];
            var id = mark.Number > 0 ? mark.Number.ToString(CultureInfo.InvariantCulture) : null;
            return new Frame(Data(index), id, mark.EventName);
        }
    }

    /// <summary>The bytes of the frame at <paramref name="index"/>.</summary>
    public ReadOnlyMemory<byte> Data(int index)
    {
        var from = index == 0 ? 0 : marks[index - 1].End;
        return bytes.WrittenMemory[from..marks[index].End];
    }

    /// <summary>The resume point of the frame at <paramref name="index"/> as a number, or 0 where it has none.</summary>
    public long Number(int index) => marks[index].Number;

    /// <summary>Begins a frame that is one JSON text.</summary>
    public Utf8JsonWriter BeginJson()
    {
        json.Reset(bytes);
        return json;
    }

    /// <summary>Ends the frame: whatever was written since the last one.</summary>
    /// <param name="number">Its resume point where the transport has a place for one (SSE <c>id:</c>), or 0.</param>
    /// <param name="eventName">Its type where the transport has a place for one (SSE <c>event:</c>), or null.</param>
    public void End(long number = 0, string? eventName = null)
    {
        json.Flush();
        if (bytes.WrittenCount == start)
        {
            throw new InvalidOperationException("a frame was ended before anything was written to it");
        }

        start = bytes.WrittenCount;
        marks.Add(new Mark(start, number, eventName));
    }

    /// <summary>Forgets all frames.</summary>
    public void Clear()
    {
        marks.Clear();
        bytes.ResetWrittenCount();
        start = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();

    private readonly record struct Mark(int End, long Number, string? EventName);
}

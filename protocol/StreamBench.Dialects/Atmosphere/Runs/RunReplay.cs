using System.Buffers;
using System.Text;
using System.Text.Json;
using StreamBench.Dialects.Atmosphere.Hearing;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Atmosphere.Runs;

/// <summary>
/// The ring of a durable run: its last <see cref="Capacity"/> frames of text, completion and error. To a client that names the run
/// (<c>X-Atmosphere-Run-Id</c>) all of them are said in one message.
/// </summary>
/// <remarks>
/// <code>
/// replay = frame *( LF frame )     ; legacy frames, sessionId = the run's id, seq from 1
/// </code>
/// The numbers count what is kept, so they are not those that the frames had in their sessions.
/// </remarks>
internal sealed class RunReplay(string run) : IRunReplay
{
    /// <summary>Most frames kept; the oldest goes first, and nothing says that it is gone.</summary>
    internal const int Capacity = 1_024;

    private readonly Queue<Kept> ring = new();
    private readonly HashSet<string> sessions = new(StringComparer.Ordinal);

    public void Take(ReadOnlyMemory<byte> frame)
    {
        var fields = Read(frame.Span);
        if (fields.Run == run)
        {
            sessions.Add(Encoding.UTF8.GetString(fields.Session));
        }

        if (TypeOf(fields) is not { } type)
        {
            return;
        }

        if (ring.Count == Capacity)
        {
            ring.Dequeue();
        }

        ring.Enqueue(new Kept(type, fields.Data.ToArray()));
    }

    public bool IsEnd(ReadOnlyMemory<byte> frame) =>
        TypeOf(Read(frame.Span)) is AiEventNames.Complete or AiEventNames.Error;

    public void WriteTo(FrameBuffer output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (ring.Count == 0)
        {
            return;
        }

        var message = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(message, WireText.Writer);
        var seq = 0;
        foreach (var kept in ring)
        {
            if (seq > 0)
            {
                message.Write("\n"u8);
            }

            json.Reset(message);
            Write(json, kept, ++seq);
            json.Flush();
        }

        output.BeginJson().WriteRawValue(message.WrittenSpan, skipInputValidation: true);
        output.End();
    }

    private void Write(Utf8JsonWriter json, Kept kept, int seq)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, kept.Type);
        if (kept.Data.Length > 0)
        {
            json.WritePropertyName("data"u8);
            json.WriteRawValue(kept.Data, skipInputValidation: true);
        }

        json.WriteString("sessionId"u8, run);
        json.WriteNumber("seq"u8, seq);
        json.WriteEndObject();
    }

    private static FrameFields Read(ReadOnlySpan<byte> frame)
    {
        var fields = default(FrameFields);
        fields.Read(frame);
        return fields;
    }

    // Null for what is not kept: of another run, or of another kind.
    private string? TypeOf(in FrameFields fields)
    {
        var type =
            fields.IsEvent ? null
            : fields.Name.SequenceEqual("streaming-text"u8) ? AiEventNames.StreamingText
            : fields.Name.SequenceEqual("complete"u8) ? AiEventNames.Complete
            : fields.Name.SequenceEqual("error"u8) ? AiEventNames.Error
            : null;
        return type is not null && sessions.Contains(Encoding.UTF8.GetString(fields.Session)) ? type : null;
    }

    private sealed record Kept(string Type, byte[] Data);
}

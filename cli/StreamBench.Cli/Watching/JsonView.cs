using System.Buffers;
using System.Text;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.Cli.Watching;

/// <summary>One JSON object a line, for programs. JSON escapes what could harm a terminal.</summary>
internal sealed class JsonView(TextWriter output) : IWatchView
{
    /// <inheritdoc/>
    public void Event(StreamEvent happening, string? cursor, Outcome? outcome) =>
        Line(json =>
        {
            json.WriteString("outcome"u8, outcome?.ToString());
            json.WritePropertyName("event"u8);
            PayloadWriter.Write(json, happening, cursor);
        });

    /// <inheritdoc/>
    public void Control(ControlFrame control) =>
        Line(json =>
        {
            json.WritePropertyName("control"u8);
            PayloadWriter.Write(json, control);
        });

    /// <inheritdoc/>
    public void Remark(string text) => Line(json => json.WriteString("remark"u8, text));

    /// <inheritdoc/>
    public void End(string why, string? digest, long events) =>
        Line(json =>
        {
            json.WriteString("end"u8, why);
            json.WriteNumber("events"u8, events);
            json.WriteString("digest"u8, digest);
        });

    private void Line(Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }
}

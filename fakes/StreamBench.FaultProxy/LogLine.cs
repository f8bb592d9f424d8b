using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StreamBench.FaultProxy;

/// <summary>A record of the log as a line of JSON. Without its time, a line is the same in each run with the same seed.</summary>
public static class LogLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a record, without line break; what is not known is left out.</summary>
    public static string Of(FaultRecord record, bool withTime = true)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
            Write(record, withTime, json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(FaultRecord record, bool withTime, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (withTime)
            json.WriteString("time", record.Time.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("proxy", record.Proxy);
        json.WriteNumber("connection", record.Connection);
        if (record.Stream is { } stream)
            json.WriteNumber("stream", stream);
        if (record.Direction is { } direction)
            json.WriteString("direction", direction.ToString().ToLowerInvariant());
        json.WriteString("what", record.What);
        if (record.Rule is { } rule)
            json.WriteString("rule", rule);
        if (record.EventIndex is { } index)
            json.WriteNumber("event", index);
        if (record.EventType is { } type)
            json.WriteString("type", type);
        json.WriteNumber("offset", record.Offset);
        if (record.Detail is { } detail)
            json.WriteString("detail", detail);
        json.WriteEndObject();
    }
}

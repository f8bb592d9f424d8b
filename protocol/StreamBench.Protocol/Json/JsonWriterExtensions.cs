using System.Text.Json;

namespace StreamBench.Protocol.Json;

/// <summary>Members that are left out when they have no value: a wire object never holds a null for "absent".</summary>
internal static class JsonWriterExtensions
{
    extension(Utf8JsonWriter writer)
    {
        internal void Optional(string name, string? value)
        {
            if (value is not null)
            {
                WireText.Write(writer, name, value);
            }
        }

        internal void Optional(string name, long? value)
        {
            if (value is { } number)
            {
                writer.WriteNumber(name, number);
            }
        }

        internal void Optional(string name, JsonElement value)
        {
            if (value.IsPresent)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }
        }

        internal void IfTrue(string name, bool value)
        {
            if (value)
            {
                writer.WriteBoolean(name, true);
            }
        }
    }
}

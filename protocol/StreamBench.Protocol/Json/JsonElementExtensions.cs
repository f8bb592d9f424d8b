using System.Text.Json;

namespace StreamBench.Protocol.Json;

/// <summary>Looks into JSON of which nothing is known: what is absent or of another type is no error.</summary>
public static class JsonElementExtensions
{
    extension(JsonElement element)
    {
        /// <summary>True when a value is there, be it null.</summary>
        public bool IsPresent => element.ValueKind != JsonValueKind.Undefined;

        /// <summary>The member's value, or undefined when there is none.</summary>
        public JsonElement Member(string name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

        /// <summary>The member's string, or null when it is absent or something else.</summary>
        public string? Text(string name) =>
            element.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

        /// <summary>The member's whole number, or null when it is absent or something else.</summary>
        public long? Number(string name) =>
            element.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number)
                ? number
                : null;

        /// <summary>The member's elements; none when it is absent or something else.</summary>
        public IEnumerable<JsonElement> Items(string name) =>
            element.Member(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
    }
}

using System.Text.Json;

namespace StreamBench.Protocol.Json;

internal static class JsonElementExtensions
{
    extension(JsonElement element)
    {
        /// <summary>True when a value is there, be it null.</summary>
        internal bool IsPresent => element.ValueKind != JsonValueKind.Undefined;

        /// <summary>The member's value, or undefined when there is none.</summary>
        internal JsonElement Member(string name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

        /// <summary>The member's string, or null when it is absent or something else.</summary>
        internal string? Text(string name) =>
            element.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
    }
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace StreamBench.Reports.Json;

/// <summary>JSON that may be printed anywhere, also in the log of a CI runner.</summary>
internal static class JsonText
{
    // "##[" is a command to Azure's runner wherever it stands in a line; in JSON it can only stand within a string.
    internal static string Of<T>(T value, JsonTypeInfo<T> type) =>
        JsonSerializer.Serialize(value, type).Replace("##[", "#\\u0023[", StringComparison.Ordinal);
}

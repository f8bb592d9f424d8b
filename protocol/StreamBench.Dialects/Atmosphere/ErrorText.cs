using System.Text;
using System.Text.Json;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>What a failed tool answered, as the one text that <c>tool-error</c> has room for.</summary>
internal static class ErrorText
{
    /// <summary>A string as it is, any other value as its canonical JSON text.</summary>
    internal static string Of(JsonElement result) =>
        result.ValueKind switch
        {
            JsonValueKind.Undefined => "",
            JsonValueKind.String => result.GetString()!,
            _ => Encoding.UTF8.GetString(CanonicalJson.ToBytes(result)),
        };
}

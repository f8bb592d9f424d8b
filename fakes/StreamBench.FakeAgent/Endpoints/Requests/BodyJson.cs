using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamBench.FakeAgent.Endpoints.Requests;

/// <summary>The JSON of this server's own requests: strict, so that a misspelt member is an error and not a silent default.</summary>
internal static class BodyJson
{
    // By reflection: generated code would set every init-only member that a request leaves out to null, not to its default.
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        MaxDepth = 64,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}

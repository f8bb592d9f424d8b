using System.Text.Json.Serialization;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Telemetry;

namespace StreamBench.FakeAgent.Endpoints.Requests;

/// <summary>The JSON of this server's own requests: strict, so that a misspelt member is an error and not a silent default.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    UseStringEnumConverter = true,
    MaxDepth = 64
)]
[JsonSerializable(typeof(AgentBehaviour))]
[JsonSerializable(typeof(IReadOnlyList<RequestRecord>))]
[JsonSerializable(typeof(string))]
internal sealed partial class BodyJson : JsonSerializerContext;

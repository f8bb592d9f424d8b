using System.Text.Json.Serialization;

namespace StreamBench.Conformance.Servers.Reaching;

/// <summary>The names of the server protocol's members: camel case, absent when null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ServeOrder))]
[JsonSerializable(typeof(ServerIntroduction))]
internal sealed partial class ServerJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Clients.Wire;

/// <summary>The names of the plug-in protocol's members: camel case, absent when null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(StartOrder))]
[JsonSerializable(typeof(CaseOrder))]
[JsonSerializable(typeof(ActionOrder))]
[JsonSerializable(typeof(StopOrder))]
[JsonSerializable(typeof(ClientIntroduction))]
[JsonSerializable(typeof(CaseAnswer))]
[JsonSerializable(typeof(ActionAnswer))]
[JsonSerializable(typeof(StateNote))]
[JsonSerializable(typeof(EventNote))]
[JsonSerializable(typeof(StatusNote))]
[JsonSerializable(typeof(TokenNote))]
[JsonSerializable(typeof(ClientState))]
internal sealed partial class ClientJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>One refusal stands for a list of one: <c>"refuse": { … }</c> as well as <c>"refuse": [ { … } ]</c>.</summary>
internal sealed class RefusalsConverter : JsonConverter<IReadOnlyList<Refusal>>
{
    public override bool HandleNull => true;

    public override IReadOnlyList<Refusal> Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => [],
            JsonTokenType.StartObject => [JsonSerializer.Deserialize<Refusal>(ref reader, options)!],
            _ => JsonSerializer.Deserialize<Refusal[]>(ref reader, options)!,
        };

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<Refusal> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToArray(), options);
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>A text that is compared but never shown: not in logs, not in JSON.</summary>
/// <param name="value">The text.</param>
[JsonConverter(typeof(SecretConverter))]
public sealed class Secret(string value)
{
    internal string Value => value;

    /// <summary>Makes a secret of a text.</summary>
    public static implicit operator Secret(string value) => new(value);

    /// <summary>As the conversion.</summary>
    public static Secret FromString(string value) => new(value);

    /// <summary>Three asterisks.</summary>
    public override string ToString() => "***";
}

/// <summary>Reads a secret and writes three asterisks.</summary>
internal sealed class SecretConverter : JsonConverter<Secret>
{
    public override Secret? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? new Secret(reader.GetString()!)
            : throw new JsonException("expected a text");

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using StreamBench.Yaml;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Turns a node into the JSON value it stands for: plain numbers, booleans and null as in JSON, all else text.</summary>
internal static partial class JsonValue
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static JsonElement Of(YamlNode node, Func<YamlNode, string> fill)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, node, fill);
        }

        return JsonElement.Parse(
            buffer.WrittenSpan,
            new JsonDocumentOptions { MaxDepth = ScriptFile.Kind.MaxDepth + 1 }
        );
    }

    private static void Write(Utf8JsonWriter writer, YamlNode node, Func<YamlNode, string> fill)
    {
        switch (node.Kind)
        {
            case YamlKind.Mapping:
                writer.WriteStartObject();
                foreach (var (key, value) in node.Members)
                {
                    writer.WritePropertyName(key.Text);
                    Write(writer, value, fill);
                }

                writer.WriteEndObject();
                break;
            case YamlKind.List:
                writer.WriteStartArray();
                foreach (var item in node.Items)
                {
                    Write(writer, item, fill);
                }

                writer.WriteEndArray();
                break;
            case var _ when node.IsNull:
                writer.WriteNullValue();
                break;
            case var _ when node.IsPlain && (node.Text is "true" or "false" || Number().IsMatch(node.Text)):
                writer.WriteRawValue(node.Text);
                break;
            default:
                writer.WriteStringValue(fill(node));
                break;
        }
    }

    [GeneratedRegex(
        "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Number();
}

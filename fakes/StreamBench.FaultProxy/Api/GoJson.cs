using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Api;

/// <summary>Writes proxies and toxics as Toxiproxy does: its order of fields, and <c>&lt; &gt; &amp;</c> escaped.</summary>
internal static class GoJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Proxy proxy) => Write(json => Write(json, proxy));

    public static string Of(ToxicConfig toxic) => Write(json => Write(json, toxic));

    public static string Of(IEnumerable<ToxicConfig> toxics) => Write(json => Write(json, toxics));

    /// <summary>An object of proxies by name.</summary>
    public static string ByName(IEnumerable<Proxy> proxies) =>
        Write(json =>
        {
            json.WriteStartObject();
            foreach (var proxy in proxies)
            {
                json.WritePropertyName(proxy.Name);
                Write(json, proxy);
            }
            json.WriteEndObject();
        });

    /// <summary>An array of proxies; <c>null</c> when there are none, as an empty slice of Go.</summary>
    public static string ListOf(IReadOnlyCollection<Proxy> proxies) =>
        proxies.Count == 0 ? "null" : $"[{string.Join(',', proxies.Select(Of))}]";

    public static string Quote(string text) => Write(json => json.WriteStringValue(text));

    private static void Write(Utf8JsonWriter json, Proxy proxy)
    {
        json.WriteStartObject();
        json.WriteString("name", proxy.Name);
        json.WriteString("listen", proxy.Listen);
        json.WriteString("upstream", proxy.Upstream);
        json.WriteBoolean("enabled", proxy.Enabled);
        json.WritePropertyName("toxics");
        Write(json, proxy.Toxics);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IEnumerable<ToxicConfig> toxics)
    {
        json.WriteStartArray();
        foreach (var toxic in toxics)
            Write(json, toxic);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ToxicConfig toxic)
    {
        json.WriteStartObject();
        json.WriteStartObject("attributes");
        foreach (var attribute in ToxicTypes.All[toxic.Type].Attributes)
            json.WriteNumber(attribute.Name, toxic.Attributes[attribute.Name]);
        json.WriteEndObject();
        json.WriteString("name", toxic.Name);
        json.WriteString("type", toxic.Type);
        json.WriteString("stream", toxic.Stream);
        json.WriteNumber("toxicity", toxic.Toxicity);
        json.WriteEndObject();
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
            write(json);
        // These three occur in strings only.
        return Encoding
            .UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length)
            .Replace("<", "\\u003c", StringComparison.Ordinal)
            .Replace(">", "\\u003e", StringComparison.Ordinal)
            .Replace("&", "\\u0026", StringComparison.Ordinal);
    }
}

using System.Text;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;

namespace StreamBench.Load.Engine.Portable;

/// <summary>A request for SocketsHttpHandler, from the same spec as the fast path's: for HTTP/2, with TLS or without.</summary>
internal sealed class HttpTarget
{
    private readonly RequestSpec spec;
    private readonly Version version;
    private readonly TextTemplate target;
    private readonly TextTemplate? body;
    private readonly (string Name, TextTemplate Value)[] headers;

    /// <summary>Cuts up <paramref name="spec"/>.</summary>
    /// <exception cref="FormatException">A placeholder is unknown, or the framing is WebSocket, which is the fast path's.</exception>
    internal HttpTarget(RequestSpec spec, Version version, IReadOnlyCollection<string>? fields = null)
    {
        this.spec =
            spec.Framing == StreamFraming.WebSocket
                ? throw new FormatException("WebSocket has no portable path; use ws:// on the fast path")
                : spec;
        this.version = version;
        target = TextTemplate.Parse(spec.Target ?? spec.Url.PathAndQuery, FieldForm.Address, fields);
        body = spec.Body is { } text ? TextTemplate.Parse(text, FieldForms.OfBody(text), fields) : null;
        headers = [.. spec.Headers.Select(h => (h.Name, TextTemplate.Parse(h.Value, FieldForm.Header, fields)))];
    }

    internal StreamFraming Framing => spec.Framing;

    internal HttpRequestMessage Request(in RequestVariables variables)
    {
        var url = new Uri(spec.Url, Text(target, variables));
        var request = new HttpRequestMessage(new HttpMethod(spec.Method), url)
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation(
            "Accept",
            spec.Framing == StreamFraming.JsonLines ? "application/x-ndjson" : "text/event-stream"
        );
        request.Content = body is null ? null : new ByteArrayContent(Bytes(body, variables));
        foreach (var (name, value) in headers)
        {
            if (value.NeedsCursor && variables.Cursor.IsEmpty)
            {
                continue;
            }

            var text = Text(value, variables);
            if (!request.Headers.TryAddWithoutValidation(name, text))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, text);
            }
        }

        return request;
    }

    private static string Text(TextTemplate template, in RequestVariables variables) =>
        Encoding.UTF8.GetString(Bytes(template, variables));

    private static byte[] Bytes(TextTemplate template, in RequestVariables variables)
    {
        for (var size = 1024; ; size *= 2)
        {
            var bytes = new byte[size];
            if (template.Write(bytes, variables) is var length and >= 0)
            {
                return bytes[..length];
            }
        }
    }
}

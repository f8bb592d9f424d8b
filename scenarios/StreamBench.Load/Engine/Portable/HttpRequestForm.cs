using System.Collections.Immutable;
using StreamBench.Load.Engine.Http;
using StreamBench.Transports.Grpc;

namespace StreamBench.Load.Engine.Portable;

/// <summary>One request for SocketsHttpHandler, cut up once and filled in for each stream. Immutable.</summary>
internal sealed class HttpRequestForm
{
    private readonly RequestSpec spec;
    private readonly Version version;
    private readonly string? accept;
    private readonly TextTemplate target;
    private readonly TextTemplate? body;
    private readonly (string Name, TextTemplate Value)[] headers;

    /// <summary>Cuts up <paramref name="spec"/>.</summary>
    /// <param name="spec">The request.</param>
    /// <param name="version">The version of HTTP; calls are always HTTP/2.</param>
    /// <param name="fields">The feed's fields; none when null.</param>
    /// <param name="accept">The media type that is asked for; null for any.</param>
    /// <exception cref="FormatException">A placeholder is unknown.</exception>
    internal HttpRequestForm(RequestSpec spec, Version version, IReadOnlyCollection<string>? fields, string? accept)
    {
        (this.spec, this.version, this.accept) = (spec, version, accept);
        target = TextTemplate.Parse(spec.Target ?? spec.Url.PathAndQuery, FieldForm.Address, fields);
        body = spec.Body is { } text ? TextTemplate.Parse(text, FieldForms.OfBody(text), fields) : null;
        headers = [.. spec.Headers.Select(h => (h.Name, TextTemplate.Parse(h.Value, FieldForm.Header, fields)))];
    }

    /// <summary>The request of one stream.</summary>
    internal HttpRequestMessage Fill(in RequestVariables variables)
    {
        var url = new Uri(spec.Url, target.ToText(variables));
        var request = spec.Message is { } message ? Call(url, message(variables)) : Plain(url, variables);
        foreach (var (name, value) in headers)
        {
            if (value.NeedsCursor && variables.Cursor.IsEmpty)
            {
                continue;
            }

            var text = value.ToText(variables);
            if (!request.Headers.TryAddWithoutValidation(name, text))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, text);
            }
        }

        return request;
    }

    private static HttpRequestMessage Call(Uri method, ReadOnlyMemory<byte> message) =>
        GrpcCall.Make(method, message.Span, ImmutableDictionary<string, string>.Empty);

    private HttpRequestMessage Plain(Uri url, in RequestVariables variables)
    {
        var request = new HttpRequestMessage(new HttpMethod(spec.Method), url)
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body is null ? null : new ByteArrayContent(body.ToBytes(variables)),
        };
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return request;
    }
}

using System.Buffers.Text;
using System.Text;
using StreamBench.Load.Engine.Scanning;

namespace StreamBench.Load.Engine.Http;

/// <summary>A request cut up once and written many times, each time with its own numbers and without allocating. Immutable.</summary>
internal sealed class RequestTemplate
{
    /// <summary>Longest request, in bytes, head and body.</summary>
    internal const int MaxLength = 1024 * 1024;

    private readonly TextTemplate address;
    private readonly TextTemplate head;
    private readonly TextTemplate? resumingHeaders;
    private readonly TextTemplate? body;
    private readonly TextTemplate? message;

    private RequestTemplate(RequestSpec spec, WebSocketKey key, IReadOnlyCollection<string>? fields)
    {
        Url = spec.Url;
        Framing =
            spec.Own is null && spec.Word is null
                ? spec.Framing
                : throw new FormatException($"{spec.Url} is asked in a way that only the portable path has");
        Accept = key.Accept;
        body = Inner(spec.Body, fields);
        message = Inner(spec.FirstMessage, fields);
        var headers = spec.Headers.Select(h => Line(h.Name, h.Value)).ToList();
        bool IsResuming(string header) => TextTemplate.Parse(header, FieldForm.Header, fields).NeedsCursor;
        address = TextTemplate.Parse(
            $"{spec.Method} {spec.Target ?? spec.Url.PathAndQuery}",
            FieldForm.Address,
            fields
        );
        head = TextTemplate.Parse(
            Start(spec, key) + string.Concat(headers.Where(h => !IsResuming(h))),
            FieldForm.Header,
            fields
        );
        var resuming = string.Concat(headers.Where(IsResuming));
        resumingHeaders = resuming.Length == 0 ? null : TextTemplate.Parse(resuming, FieldForm.Header, fields);
    }

    /// <summary>Where the request goes, as the plan states it.</summary>
    internal Uri Url { get; }

    internal StreamFraming Framing { get; }

    /// <summary>The <c>Sec-WebSocket-Accept</c> that answers this template's key.</summary>
    internal ReadOnlyMemory<byte> Accept { get; }

    /// <summary>True when a message follows the upgrade.</summary>
    internal bool HasMessage => message is not null;

    /// <summary>Checks and cuts up <paramref name="spec"/>.</summary>
    /// <exception cref="FormatException">A placeholder is unknown, or a header holds a line end.</exception>
    internal static RequestTemplate Parse(
        RequestSpec spec,
        WebSocketKey key,
        IReadOnlyCollection<string>? fields = null
    ) => new(spec, key, fields);

    /// <summary>Writes the request; -1 when <paramref name="destination"/> is too small.</summary>
    internal int Write(Span<byte> destination, in RequestVariables variables)
    {
        var length = address.Write(destination, variables);
        if (
            length < 0
            || !TryAdd(head, destination, variables, ref length)
            || !TryAdd(variables.Cursor.IsEmpty ? null : resumingHeaders, destination, variables, ref length)
        )
        {
            return -1;
        }

        if (body is null)
        {
            return Append(destination, ref length, "\r\n"u8) ? length : -1;
        }

        // The body is written behind a gap that fits any count of bytes, then moved to the end of the head.
        const int Gap = 48;
        if (destination.Length < length + Gap)
        {
            return -1;
        }

        var bodyLength = body.Write(destination[(length + Gap)..], variables);
        if (bodyLength < 0)
        {
            return -1;
        }

        var bodyAt = length + Gap;
        Append(destination, ref length, "Content-Length: "u8);
        Utf8Formatter.TryFormat(bodyLength, destination[length..], out var digits);
        length += digits;
        Append(destination, ref length, "\r\n\r\n"u8);
        destination.Slice(bodyAt, bodyLength).CopyTo(destination[length..]);
        return length + bodyLength;
    }

    /// <summary>Writes the text of the first message, unframed; -1 when <paramref name="destination"/> is too small.</summary>
    internal int WriteMessage(Span<byte> destination, in RequestVariables variables) =>
        message?.Write(destination, variables) ?? 0;

    private static TextTemplate? Inner(string? text, IReadOnlyCollection<string>? fields) =>
        text is null ? null : TextTemplate.Parse(text, FieldForms.OfBody(text), fields);

    private static bool TryAdd(TextTemplate? part, Span<byte> to, in RequestVariables variables, ref int length)
    {
        var written = part?.Write(to[length..], variables) ?? 0;
        length += written;
        return written >= 0;
    }

    private static bool Append(Span<byte> to, ref int length, ReadOnlySpan<byte> bytes)
    {
        var fits = bytes.TryCopyTo(to[length..]);
        length += bytes.Length;
        return fits;
    }

    private static string Start(RequestSpec spec, WebSocketKey key)
    {
        var start = new StringBuilder();
        start.Append(" HTTP/1.1\r\n");
        start.Append(Line("Host", spec.Url.Authority));
        start.Append(
            spec.Framing switch
            {
                StreamFraming.WebSocket => Line("Connection", "Upgrade")
                    + Line("Upgrade", "websocket")
                    + Line("Sec-WebSocket-Version", "13")
                    + Line("Sec-WebSocket-Key", key.Value),
                StreamFraming.JsonLines => Line("Accept", "application/x-ndjson"),
                _ => Line("Accept", "text/event-stream") + Line("Cache-Control", "no-store"),
            }
        );
        return start.ToString();
    }

    private static string Line(string name, string value) =>
        name.AsSpan().ContainsAny('\r', '\n') || value.AsSpan().ContainsAny('\r', '\n')
            ? throw new FormatException($"header \"{name.ReplaceLineEndings(" ")}\" holds a line end")
            : $"{name}: {value}\r\n";
}

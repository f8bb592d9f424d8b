using System.Text;

namespace StreamBench.FaultProxy.Framing;

/// <summary>What the head of an HTTP/1.1 message says about the bytes behind it (RFC 9112 §6).</summary>
internal sealed record HttpHead
{
    /// <summary>The method; null in a response.</summary>
    public string? Method { get; init; }

    /// <summary>The path of the target, without its query.</summary>
    public string Path { get; init; } = "";

    /// <summary>The status; 0 in a request.</summary>
    public int Status { get; init; }

    public bool IsChunked { get; init; }

    /// <summary>Null when the head names no length.</summary>
    public long? ContentLength { get; init; }

    /// <summary>The media type in lower case, without parameters.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>Whether the content is compressed: it then has no events that could be seen.</summary>
    public bool IsEncoded { get; init; }

    public bool UpgradesToWebSocket { get; init; }

    /// <summary>Whether the WebSocket compresses its messages (RFC 7692).</summary>
    public bool CompressesMessages { get; init; }

    /// <summary>Whether the body was seen to be the answer to a long poll.</summary>
    public bool IsPoll { get; init; }

    /// <summary>The events in this response, null when it carries none that are known.</summary>
    public EventFormat? Events =>
        IsEncoded ? null
        : IsPoll ? EventFormat.Poll
        : MediaType switch
        {
            "text/event-stream" => EventFormat.Sse,
            "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/json-lines" =>
                EventFormat.Ndjson,
            _ => null,
        };

    /// <summary>Reads a head; null when it is not one of HTTP/1.x.</summary>
    public static HttpHead? Parse(ReadOnlySpan<byte> bytes)
    {
        // Latin 1 keeps every byte a character; names and values that matter here are ASCII.
        var lines = Encoding.Latin1.GetString(bytes).Split('\n');
        var start = lines[0].TrimEnd('\r').Split(' ', 3);
        if (start.Length < 2)
            return null;
        if (start[0].StartsWith("HTTP/1.", StringComparison.Ordinal))
            return int.TryParse(start[1], out var status) ? ReadFields(new HttpHead { Status = status }, lines) : null;
        if (start.Length == 3 && start[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
            return ReadFields(new HttpHead { Method = start[0], Path = PathOf(start[1]) }, lines);
        return null;
    }

    private static HttpHead? ReadFields(HttpHead head, string[] lines)
    {
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                continue;
            var value = line[(colon + 1)..].Trim();
            switch (line[..colon].ToLowerInvariant())
            {
                case "content-length":
                    // Two lengths that differ, or none that is a number: not for us to guess (§6.3).
                    if (!long.TryParse(value, out var length) || length < 0 || (head.ContentLength ?? length) != length)
                        return null;
                    head = head with { ContentLength = length };
                    break;
                case "transfer-encoding":
                    head = head with { IsChunked = value.EndsWith("chunked", StringComparison.OrdinalIgnoreCase) };
                    break;
                case "content-type":
                    head = head with { MediaType = value.Split(';')[0].Trim().ToLowerInvariant() };
                    break;
                case "content-encoding":
                    head = head with { IsEncoded = !value.Equals("identity", StringComparison.OrdinalIgnoreCase) };
                    break;
                case "upgrade":
                    head = head with
                    {
                        UpgradesToWebSocket = value.Equals("websocket", StringComparison.OrdinalIgnoreCase),
                    };
                    break;
                case "sec-websocket-extensions":
                    head = head with
                    {
                        CompressesMessages = value.Contains("deflate", StringComparison.OrdinalIgnoreCase),
                    };
                    break;
            }
        }
        return head;
    }

    private static string PathOf(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }
}

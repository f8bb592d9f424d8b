using System.Text;

namespace StreamBench.Load.Engine.Http;

/// <summary>Content types as far as they matter here.</summary>
internal enum MediaKind : byte
{
    /// <summary>None, or one that is no stream of a kind known here, such as <c>text/html</c>.</summary>
    Other,

    /// <summary><c>text/event-stream</c>.</summary>
    EventStream,

    /// <summary><c>application/x-ndjson</c>, <c>application/jsonl</c>, <c>application/json-lines</c>, <c>application/json</c>.</summary>
    JsonLines,
}

internal static class MediaKinds
{
    private static readonly (string Name, MediaKind Kind)[] Known =
    [
        ("text/event-stream", MediaKind.EventStream),
        ("application/x-ndjson", MediaKind.JsonLines),
        ("application/jsonl", MediaKind.JsonLines),
        ("application/json-lines", MediaKind.JsonLines),
        ("application/json", MediaKind.JsonLines),
    ];

    /// <summary>The kind of a Content-Type, with or without parameters.</summary>
    internal static MediaKind Of(ReadOnlySpan<byte> contentType)
    {
        var semicolon = contentType.IndexOf((byte)';');
        var type = (semicolon < 0 ? contentType : contentType[..semicolon]).TrimEnd((byte)' ');
        foreach (var (name, kind) in Known)
        {
            if (Ascii.EqualsIgnoreCase(type, name))
            {
                return kind;
            }
        }

        return MediaKind.Other;
    }

    internal static MediaKind Of(string contentType) => Of(Encoding.UTF8.GetBytes(contentType));
}

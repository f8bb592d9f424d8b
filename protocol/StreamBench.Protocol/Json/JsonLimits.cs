using System.Text.Json;

namespace StreamBench.Protocol.Json;

/// <summary>The bounds that every JSON text from outside has to keep.</summary>
public static class JsonLimits
{
    /// <summary>Deepest nesting accepted, in levels. A chat event needs fewer than ten; a deeper one is refused, not recursed into.</summary>
    public const int MaxDepth = 64;

    /// <summary>Deepest nesting of one value inside an event, in levels; lower than <see cref="MaxDepth"/>, so that a snapshot of it still fits.</summary>
    public const int MaxValueDepth = 48;

    /// <summary>Default bound of one event, in UTF-8 bytes: 1 MiB.</summary>
    public const int DefaultMaxEventBytes = 1 << 20;

    internal static readonly JsonReaderOptions Reader = new() { MaxDepth = MaxDepth };

    internal static readonly JsonDocumentOptions Document = new()
    {
        MaxDepth = MaxValueDepth,
        AllowDuplicateProperties = false,
    };

    /// <summary>For a whole state, whose values stand some levels deeper.</summary>
    internal static readonly JsonDocumentOptions StateDocument = new()
    {
        MaxDepth = MaxDepth,
        AllowDuplicateProperties = false,
    };
}

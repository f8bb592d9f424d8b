using System.Collections.Immutable;

namespace StreamBench.Load.Plans;

/// <summary>The server that is asked.</summary>
public sealed record LoadTarget
{
    /// <summary>Address of a server of one's own; null for a fake agent that the run starts.</summary>
    public string? Url { get; init; }

    /// <summary>What the bytes mean; <c>streambench</c> by default.</summary>
    public string Dialect { get; init; } = "streambench";

    /// <summary>How they come; the dialect's first when null, which is <c>sse</c> wherever there is one.</summary>
    public string? Transport { get; init; }

    /// <summary>HTTP method of the request that opens a stream; the dialect's when null.</summary>
    public string? Method { get; init; }

    /// <summary>Headers of that request, with <c>{{fields}}</c> of the feed.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Body of that request, with <c>{{fields}}</c> of the feed; the dialect's when null.</summary>
    public string? Body { get; init; }

    /// <summary>
    /// Where content stands in an event's JSON, as members with dots between (<c>choices.0.delta.content</c>); the dialect
    /// knows it when null.
    /// </summary>
    public string? Content { get; init; }
}

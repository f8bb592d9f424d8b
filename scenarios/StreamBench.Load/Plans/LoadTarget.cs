using System.Collections.Immutable;
using System.Text.Json.Serialization;

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

    /// <summary>
    /// Version of HTTP, <c>1.1</c> or <c>2</c>; when null 2 for gRPC, which has no other, and else 1.1. Without TLS, 2 is spoken from
    /// the first byte on (h2c).
    /// </summary>
    public string? Http { get; init; }

    /// <summary>The version of HTTP that is spoken.</summary>
    [JsonIgnore]
    public string SpokenHttp => Http ?? (IsCalled ? "2" : "1.1");

    /// <summary><see cref="SpokenHttp"/> as the runtime has it.</summary>
    internal Version HttpVersion =>
        SpokenHttp == "2" ? System.Net.HttpVersion.Version20 : System.Net.HttpVersion.Version11;

    /// <summary>True for gRPC.</summary>
    internal bool IsCalled => Transport == "grpc";

    /// <summary>True where answers are text/plain: Atmosphere's streaming and long-polling, whose messages only their lengths tell apart.</summary>
    internal bool HasPlainBodies => Transport == "streaming" || (IsPolled && Dialect != "streambench");

    /// <summary>True for long-polling.</summary>
    internal bool IsPolled => Transport == "lp";

    /// <summary>
    /// Whose certificates are believed beside the system's: a file of certificates in PEM form, or <c>any</c> for everybody's.
    /// </summary>
    public string? Trust { get; init; }

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

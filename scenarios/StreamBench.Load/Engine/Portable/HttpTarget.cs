using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Engine.Portable;

/// <summary>
/// What a stream asks SocketsHttpHandler for, from the same spec as the fast path's: its request, the word that goes before it, the
/// polls that follow it, and which answer is the stream.
/// </summary>
internal sealed class HttpTarget
{
    private readonly RequestSpec spec;
    private readonly HttpRequestForm first;
    private readonly HttpRequestForm next;
    private readonly HttpRequestForm? word;

    /// <summary>Cuts up <paramref name="spec"/>.</summary>
    /// <exception cref="FormatException">A placeholder is unknown, or the framing is WebSocket, which is the fast path's.</exception>
    internal HttpTarget(RequestSpec spec, Version version, IReadOnlyCollection<string>? fields = null)
    {
        this.spec =
            spec.Framing == StreamFraming.WebSocket
                ? throw new FormatException("WebSocket has no portable path; use ws:// or wss:// on the fast path")
                : spec;
        var accept =
            spec.Own?.ContentType
            ?? (spec.Framing == StreamFraming.JsonLines ? "application/x-ndjson" : "text/event-stream");
        first = new HttpRequestForm(spec, version, fields, accept);
        next = spec.Next is { } after ? new HttpRequestForm(after, version, fields, accept) : first;
        word = spec.Word is { } said ? new HttpRequestForm(said, version, fields, accept: null) : null;
    }

    internal StreamFraming Framing => spec.Framing;

    /// <summary>True when the user's message is a request of its own.</summary>
    internal bool HasWord => word is not null;

    /// <summary>True when that one is sent while the stream's own waits for its answer.</summary>
    internal bool IsWordBeside => spec.IsWordBeside;

    /// <summary>True for long-polling.</summary>
    internal bool IsPolled => spec.Own is { IsPolled: true };

    /// <summary>True where a stream has a connection to itself, as on the fast path: polls must share theirs, and an endless body is cut with it.</summary>
    internal bool HasOwnConnection => spec.IsAlone || (spec.Own is not null && !IsCall);

    /// <summary>True for gRPC, whose trailers say how it went.</summary>
    internal bool IsCall => spec.Message is not null;

    /// <summary>The stream's request.</summary>
    internal HttpRequestMessage Request(in RequestVariables variables) => first.Fill(variables);

    /// <summary>The poll after an answered one.</summary>
    internal HttpRequestMessage Next(in RequestVariables variables) => next.Fill(variables);

    /// <summary>The user's message; only where <see cref="HasWord"/>.</summary>
    internal HttpRequestMessage Word(in RequestVariables variables) => word!.Fill(variables);

    /// <summary>The framing of one answer; null for those of the scanners.</summary>
    internal IFraming? NewFraming(int maxEventBytes) => spec.Own?.New(maxEventBytes);

    /// <summary>Null when an answer is the stream that was asked for; else how the stream ends here.</summary>
    internal StreamEnding? Refusal(HttpResponseMessage response, in ResponseHead head) =>
        IsCall ? CallEnding.OfHead(response)
        : spec.Own is { } own ? ResponseVerdict.Refusal(head, response.Content.Headers.ContentType?.MediaType, own)
        : ResponseVerdict.Refusal(head, Framing);
}

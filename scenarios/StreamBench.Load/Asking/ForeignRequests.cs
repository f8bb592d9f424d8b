using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Asking;

/// <summary>A dialect of somebody else: one request to the address that the plan names, and nothing said later.</summary>
/// <param name="target">The plan's target.</param>
/// <param name="otherwise">The body where the plan gives none; null for a GET.</param>
internal sealed class ForeignRequests(LoadTarget target, string? otherwise) : ITurnRequests
{
    public bool CanWatch => false;

    public RequestSpec Spec(RequestPlace place, AskKind kind)
    {
        var body = target.Body ?? otherwise;
        var framing = target.Framing();
        var isSocket = framing == StreamFraming.WebSocket;
        return new RequestSpec
        {
            Url = place.Server,
            Method = target.Method ?? (body is null ? "GET" : "POST"),
            Target = PathOf(place.Server),
            Headers = [.. target.OwnHeaders(), .. RequestForms.HeadersOf(body)],
            Body = isSocket ? null : body,
            FirstMessage = isSocket ? body : null,
            Framing = framing,
        };
    }

    public UserWord Submit(RequestPlace place, long number, string text) => UserWord.None;

    public UserWord Approve(RequestPlace place, long number, string approval) => UserWord.None;

    // As it was written: its placeholders are not to be escaped.
    private static string PathOf(Uri server)
    {
        var text = server.OriginalString;
        var slash = text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) + 3);
        return slash < 0 ? "/" : text[slash..];
    }
}

using System.Collections.Immutable;
using StreamBench.Dialects;
using StreamBench.Dialects.Endpoints;
using StreamBench.Dialects.Streambench;
using StreamBench.Load.Asking;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Turns;

/// <summary>Every dialect that load can speak: the native one, those of the harness, and those of somebody else.</summary>
internal static class LoadDialects
{
    private const string Chat = """{"model":"any","stream":true,"messages":[{"role":"user","content":"{{text}}"}]}""";

    /// <summary>The transports that need no word of the dialect: a request, and an answer that goes on.</summary>
    private static readonly ImmutableArray<string> AnyTransport = ["sse", "ndjson", "ws"];

    /// <summary>All of them.</summary>
    internal static ImmutableArray<LoadDialect> All { get; } =
    [
        new()
        {
            Name = StreambenchDialect.Instance.Name,
            Transports = [.. AnyTransport, "lp", "grpc"],
            Read = _ => new NativeReader(new FoldingReader()),
            Ask = target => target.IsCalled ? new NativeCalls(target) : new NativeRequests(target),
            Harness = StreambenchDialect.Instance,
        },
        .. DialectList.All.Where(dialect => !dialect.Endpoints.IsEmpty).Select(OfHarness),
        Foreign("any", body: null, [], [], [], []),
        Foreign("openai-chat", Chat, ["\"content\":\""], ["\"content\":\"\""], ["[DONE]"], ["{\"error\":"]),
        Foreign(
            "openai-responses",
            """{"model":"any","stream":true,"input":"{{text}}"}""",
            ["\"type\":\"response.output_text.delta\""],
            ["\"delta\":\"\""],
            ["\"type\":\"response.completed\"", "\"type\":\"response.incomplete\""],
            ["\"type\":\"response.failed\"", "\"type\":\"error\""]
        ),
        Foreign(
            "anthropic",
            """{"model":"any","max_tokens":1024,"stream":true,"messages":[{"role":"user","content":"{{text}}"}]}""",
            ["\"text_delta\""],
            ["\"text\":\"\""],
            ["\"type\":\"message_stop\""],
            ["\"type\":\"error\""]
        ),
        Foreign(
            "vercel-ui",
            """{"id":"c-{{number}}","trigger":"submit-message","messages":[{"id":"m-{{number}}","role":"user","parts":[{"type":"text","text":"{{text}}"}]}]}""",
            ["\"type\":\"text-delta\""],
            ["\"delta\":\"\""],
            ["\"type\":\"finish\"", "[DONE]"],
            ["\"type\":\"error\"", "\"type\":\"abort\""]
        ),
    ];

    /// <summary>The dialect of that name, or null.</summary>
    internal static LoadDialect? Find(string name) => All.FirstOrDefault(dialect => dialect.Name == name);

    /// <summary>How the streams of a target come: as it says, or as its dialect does first; null for an unknown dialect.</summary>
    internal static string? TransportOf(LoadTarget target) => target.Transport ?? Find(target.Dialect)?.Transports[0];

    private static LoadDialect OfHarness(Dialect dialect) =>
        new()
        {
            Name = dialect.Name,
            Transports = [.. dialect.Endpoints.Select(endpoint => endpoint.Transport)],
            Read = target => new DialectReader(dialect) { Path = PathOf(target) },
            Ask = target => RequestsOf(dialect.On(target.Transport!)!, target),
            Harness = dialect,
        };

    private static ITurnRequests RequestsOf(DialectEndpoint endpoint, LoadTarget target) =>
        target.IsCalled ? new EndpointCalls(endpoint, target) : new EndpointRequests(endpoint, target);

    private static LoadDialect Foreign(
        string name,
        string? body,
        string[] content,
        string[] empty,
        string[] closed,
        string[] failed
    ) =>
        new()
        {
            Name = name,
            Transports = AnyTransport,
            Read = target => new ForeignReader(content, empty, closed, failed) { Path = PathOf(target) },
            Ask = target => new ForeignRequests(target, body),
        };

    private static ContentPath? PathOf(LoadTarget target) => target.Content is { } path ? new ContentPath(path) : null;
}

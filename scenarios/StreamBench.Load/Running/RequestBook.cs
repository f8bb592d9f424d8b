using System.Collections.Immutable;
using System.Net;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Feeds;
using StreamBench.Load.Plans;
using StreamBench.Load.Turns;

namespace StreamBench.Load.Running;

/// <summary>
/// Every request that streams of a run send: for each scenario and each way to the server one that opens a turn and one that
/// goes on with it.
/// </summary>
internal sealed class RequestBook
{
    private static readonly bool[] BeginAndResume = [false, true];

    private readonly LoadPlan plan;
    private readonly LoadDialect dialect;
    private readonly string conversations;
    private readonly ImmutableArray<Uri> paths;
    private readonly ImmutableArray<IFeed> feeds;

    /// <summary>Writes the requests of <paramref name="plan"/>.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="dialect">Its dialect.</param>
    /// <param name="server">Where they go.</param>
    /// <param name="feeds">Inputs by scenario.</param>
    /// <param name="conversations">Put before every conversation's id.</param>
    internal RequestBook(
        LoadPlan plan,
        LoadDialect dialect,
        ILoadServer server,
        ImmutableArray<IFeed> feeds,
        string conversations
    )
    {
        (this.plan, this.dialect, this.feeds, this.conversations) = (plan, dialect, feeds, conversations);
        paths = [server.Address, .. server.DisturbedPaths];
    }

    internal int Paths => paths.Length;

    /// <summary>True when the portable path carries the streams: TLS.</summary>
    internal bool NeedsTls => paths[0].Scheme is "https" or "wss";

    /// <summary>The target of a stream.</summary>
    internal int TargetOf(int scenario, int path, bool resumes) => ((scenario * Paths) + path) * 2 + (resumes ? 1 : 0);

    /// <summary>The id of a stream's conversation.</summary>
    internal string ConversationOf(int scenario, long number) => $"{conversations}{scenario}-{number}";

    /// <summary>The targets of an engine loop, all names looked up.</summary>
    internal async Task<ImmutableArray<LoopTarget>> LoopTargetsAsync(WebSocketKey key, CancellationToken cancellation)
    {
        var remotes = new Dictionary<string, IPEndPoint>(StringComparer.Ordinal);
        var targets = ImmutableArray.CreateBuilder<LoopTarget>();
        foreach (var (spec, feed) in Specs())
        {
            if (!remotes.TryGetValue(spec.Url.Authority, out var remote))
            {
                remotes[spec.Url.Authority] = remote = await Names.ResolveAsync(spec.Url, cancellation);
            }

            targets.Add(new LoopTarget(remote, RequestTemplate.Parse(spec, key, feed.Fields)));
        }

        return targets.ToImmutable();
    }

    /// <summary>The targets of a portable loop.</summary>
    internal ImmutableArray<HttpTarget> HttpTargets() =>
        [.. Specs().Select(one => new HttpTarget(one.Spec, HttpVersion.Version11, one.Feed.Fields))];

    private IEnumerable<(RequestSpec Spec, IFeed Feed)> Specs() =>
        from scenario in Enumerable.Range(0, plan.Scenarios.Length)
        from path in paths
        from resumes in BeginAndResume
        select (Spec(scenario, path, resumes), feeds[scenario]);

    private RequestSpec Spec(int scenario, Uri server, bool resumes) =>
        dialect.Name == LoadDialect.Native ? Native(scenario, server, resumes) : Foreign(server);

    // Protocol §6: a POST that streams its turn, and a GET that goes on after a cursor.
    private RequestSpec Native(int scenario, Uri server, bool resumes)
    {
        var prefix = server.AbsolutePath.TrimEnd('/');
        var at = $"{prefix}/v1/conversations/{conversations}{scenario}-{{{{number}}}}";
        var own = plan.Target.Headers.Select(header => (header.Key, header.Value));
        var name = plan.Scenarios[scenario].Script is { } script ? $"\"script\":{Quoted(script)}," : "";
        var message = plan.Target.Body ?? $"{{{name}{dialect.Body![1..]}";
        return plan.Target.Transport switch
        {
            "ws" => new RequestSpec
            {
                Url = server,
                Target = $"{at}/ws?cursor={{{{cursor}}}}",
                Headers = [.. own],
                FirstMessage = $"{{\"type\":\"user.message\",{message[1..]}",
                Framing = StreamFraming.WebSocket,
            },
            _ when resumes => new RequestSpec
            {
                Url = server,
                Target = $"{at}/events",
                Headers = [.. own, ("Last-Event-ID", "{{cursor}}")],
                Framing = Framing,
            },
            _ => new RequestSpec
            {
                Url = server,
                Method = "POST",
                Target = $"{at}/turns",
                Headers = [.. own, .. LoadDialect.HeadersOf(message)],
                Body = message,
                Framing = Framing,
            },
        };
    }

    private RequestSpec Foreign(Uri server)
    {
        var body = plan.Target.Body ?? dialect.Body;
        var text = server.OriginalString;
        var slash = text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) + 3);
        return new RequestSpec
        {
            Url = server,
            Method = plan.Target.Method ?? (body is null ? "GET" : "POST"),
            Target = slash < 0 ? "/" : text[slash..],
            Headers =
            [
                .. plan.Target.Headers.Select(header => (header.Key, header.Value)),
                .. LoadDialect.HeadersOf(body),
            ],
            Body = Framing == StreamFraming.WebSocket ? null : body,
            FirstMessage = Framing == StreamFraming.WebSocket ? body : null,
            Framing = Framing,
        };
    }

    private StreamFraming Framing =>
        plan.Target.Transport switch
        {
            "ws" => StreamFraming.WebSocket,
            "ndjson" => StreamFraming.JsonLines,
            _ => StreamFraming.ServerSentEvents,
        };

    private static string Quoted(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";
}

using System.Collections.Immutable;
using System.Net;
using StreamBench.Load.Asking;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Feeds;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Running;

/// <summary>
/// Every request that streams of a run send: for each scenario and each way to the server one that opens a turn and one that
/// goes on with it; and what their users say beside.
/// </summary>
internal sealed class RequestBook
{
    private static readonly bool[] BeginAndResume = [false, true];

    private readonly ITurnRequests requests;
    private readonly string conversations;
    private readonly ImmutableArray<Uri> paths;
    private readonly ImmutableArray<IFeed> feeds;
    private readonly ImmutableArray<LoadScenario> scenarios;
    private readonly ImmutableArray<RequestPlace> direct;

    /// <summary>Writes the requests of <paramref name="plan"/>.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="requests">How its dialect asks.</param>
    /// <param name="server">Where they go.</param>
    /// <param name="feeds">Inputs by scenario.</param>
    /// <param name="conversations">Put before every conversation's id.</param>
    internal RequestBook(
        LoadPlan plan,
        ITurnRequests requests,
        ILoadServer server,
        ImmutableArray<IFeed> feeds,
        string conversations
    )
    {
        (this.requests, this.feeds, this.conversations) = (requests, feeds, conversations);
        scenarios = plan.Scenarios;
        paths = [server.Address, .. server.DisturbedPaths];
        direct = [.. Enumerable.Range(0, scenarios.Length).Select(scenario => Place(scenario, server.Address))];
    }

    internal int Paths => paths.Length;

    /// <summary>True when the portable path carries the streams: TLS.</summary>
    internal bool NeedsTls => paths[0].Scheme is "https" or "wss";

    /// <summary>The target of a stream.</summary>
    internal int TargetOf(int scenario, int path, bool resumes) => ((scenario * Paths) + path) * 2 + (resumes ? 1 : 0);

    /// <summary>The id of a stream's conversation.</summary>
    internal string ConversationOf(int scenario, long number) => direct[scenario].ConversationOf(number);

    /// <summary>The user's message, where the stream's own request has not said it.</summary>
    internal UserWord Submit(int scenario, long number, string text) => requests.Submit(direct[scenario], number, text);

    /// <summary>The user's yes to an approval.</summary>
    internal UserWord Approve(int scenario, long number, string approval) =>
        requests.Approve(direct[scenario], number, approval);

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
        from scenario in Enumerable.Range(0, scenarios.Length)
        from path in paths
        from resumes in BeginAndResume
        select (requests.Spec(Place(scenario, path), resumes), feeds[scenario]);

    private RequestPlace Place(int scenario, Uri server) =>
        new(server, $"{conversations}{scenario}-", scenarios[scenario]);
}

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
    private static readonly AskKind[] OfTurns = [AskKind.Begin, AskKind.GoOn];

    private readonly ITurnRequests requests;
    private readonly string conversations;
    private readonly ImmutableArray<Uri> paths;
    private readonly ImmutableArray<IFeed> feeds;
    private readonly ImmutableArray<LoadScenario> scenarios;
    private readonly ImmutableArray<RequestPlace> direct;
    private readonly ImmutableArray<OwnHeaders> headers;
    private readonly bool hasWatchers;
    private readonly Uri? probe;
    private readonly Version version;

    /// <summary>Writes the requests of <paramref name="plan"/>.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="requests">How its dialect asks.</param>
    /// <param name="server">Where they go.</param>
    /// <param name="feeds">Inputs by scenario.</param>
    /// <param name="conversations">Put before every conversation's id.</param>
    /// <param name="probe">The tool's own stream; null where there is none.</param>
    /// <exception cref="LoadRunException">There are watchers, and the dialect has no stream without a message.</exception>
    internal RequestBook(
        LoadPlan plan,
        ITurnRequests requests,
        ILoadServer server,
        ImmutableArray<IFeed> feeds,
        string conversations,
        Uri? probe
    )
    {
        (this.requests, this.feeds, this.conversations, this.probe) = (requests, feeds, conversations, probe);
        version = plan.Target.HttpVersion;
        hasWatchers =
            plan.Watchers is not null
            && (
                requests.CanWatch
                    ? true
                    : throw new LoadRunException(
                        $"watchers: {plan.Target.Dialect} has no stream without a message, so that nobody can only watch"
                    )
            );
        scenarios = plan.Scenarios;
        paths = [server.Address, .. server.DisturbedPaths];
        headers = [.. feeds.Select(feed => new OwnHeaders(plan.Target, feed))];
        direct = [.. Enumerable.Range(0, scenarios.Length).Select(scenario => Place(scenario, server.Address))];
    }

    internal int Paths => paths.Length;

    /// <summary>The target of watchers; below 0 where there are none.</summary>
    internal int WatchTarget => hasWatchers ? TargetOf(scenarios.Length, 0, resumes: false) : -1;

    /// <summary>The target of probes, the last of all.</summary>
    internal int ProbeTarget => TargetOf(scenarios.Length, 0, resumes: false) + (hasWatchers ? 1 : 0);

    /// <summary>The target of a stream.</summary>
    internal int TargetOf(int scenario, int path, bool resumes) => ((scenario * Paths) + path) * 2 + (resumes ? 1 : 0);

    /// <summary>The id of a stream's conversation.</summary>
    internal string ConversationOf(int scenario, long number) => direct[scenario].ConversationOf(number);

    /// <summary>The user's message, where the stream's own request has not said it.</summary>
    internal UserWord Submit(int scenario, long number, string text) => requests.Submit(direct[scenario], number, text);

    /// <summary>The user's yes to an approval.</summary>
    internal UserWord Approve(int scenario, long number, string approval) =>
        requests.Approve(direct[scenario], number, approval);

    /// <summary>The plan's own headers for what one stream's user says beside it.</summary>
    internal IEnumerable<KeyValuePair<string, string>> HeadersOf(int scenario, int stream, long number, FeedRow? row) =>
        headers[scenario].Fill(stream, number, row);

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
        [
            .. Specs()
                .Select(one => new HttpTarget(
                    one.Spec,
                    one.Spec.Url == probe ? HttpVersion.Version11 : version,
                    one.Feed.Fields
                )),
        ];

    // In the order of the targets.
    private IEnumerable<(RequestSpec Spec, IFeed Feed)> Specs()
    {
        foreach (var (scenario, feed) in feeds.Index())
        {
            foreach (var path in paths)
            {
                foreach (var kind in OfTurns)
                {
                    var spec = requests.Spec(Place(scenario, path), kind);
                    // A disturbed path counts its connections, and has one stream at a time.
                    yield return (spec with { IsAlone = path != paths[0] }, feed);
                }
            }
        }

        if (hasWatchers)
        {
            yield return (requests.Spec(direct[0], AskKind.Watch), feeds[0]);
        }

        if (probe is not null)
        {
            yield return (new RequestSpec { Url = probe }, feeds[0]);
        }
    }

    private RequestPlace Place(int scenario, Uri server) =>
        new(server, $"{conversations}{scenario}-", scenarios[scenario]);
}

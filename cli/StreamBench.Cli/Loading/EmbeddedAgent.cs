using System.Collections.Immutable;
using System.Globalization;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules;
using StreamBench.Load.Plans;
using StreamBench.Load.Running;
using StreamBench.Load.Turns;

namespace StreamBench.Cli.Loading;

/// <summary>A fake agent in this process that plays a plan's scripts, with disturbed paths in front of it where the plan asks for them.</summary>
internal sealed class EmbeddedAgent : ILoadServer
{
    /// <summary>A path is a listening socket; a disturbed stream that finds none free is counted.</summary>
    private const int MostPaths = 256;

    private const int WaitsForClosing = 200;

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ClosingStep = TimeSpan.FromMilliseconds(10);

    private readonly FakeAgentServer agent;
    private readonly FaultProxyServer proxies;
    private readonly FaultRules? rules;
    private readonly PlanScripts scripts;
    private Proxy[] paths = [];
    private int renewed;

    private EmbeddedAgent(
        FakeAgentServer agent,
        FaultProxyServer proxies,
        FaultRules? rules,
        PlanScripts scripts,
        LoadTarget target
    )
    {
        (this.agent, this.proxies, this.rules, this.scripts) = (agent, proxies, rules, scripts);
        Address = target.SpokenHttp == "2" ? agent.GrpcAddress : agent.HttpAddress;
    }

    public Uri Address { get; }

    public bool IsOwn => true;

    public ImmutableArray<Uri> DisturbedPaths { get; private set; } = [];

    /// <summary>The conversations, also to be disturbed.</summary>
    internal ConversationRegistry Conversations => agent.Conversations;

    /// <summary>Starts it.</summary>
    /// <param name="plan">What is asked of it.</param>
    /// <param name="scripts">What it plays.</param>
    /// <param name="rules">The faults of the disturbed paths; null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<EmbeddedAgent> StartAsync(
        LoadPlan plan,
        PlanScripts scripts,
        FaultRules? rules,
        CancellationToken cancellation
    )
    {
        var conversations = new ConversationOptions { Subscriptions = new SubscriptionLimits { Retry = Retry } };
        var options = new FakeAgentOptions
        {
            HttpPort = 0,
            GrpcPort = 0,
            Script = scripts.Of(plan.Scenarios[0]),
            FindScript = scripts.Find,
            CreateOnSubscribe = true,
            // A conversation is forgotten soon after its stream, but not at the same moment.
            MaxConversations = (plan.MaxOpen * 2) + 100_000,
            MaxConnections = (plan.MaxOpen * 2) + 1_000,
            RememberedRequests = 1,
            Conversations = conversations,
            // A stream that is opened before its message cannot name a script: load-1-SCENARIO-NUMBER names it here.
            ScriptOf = id => ScenarioOf(plan, id) is { } scenario ? scripts.Of(scenario) : null,
        };
        var server = await FakeAgentServer.StartAsync(options, cancellation: cancellation);
        var made = new EmbeddedAgent(
            server,
            new FaultProxyServer(new FaultProxyOptions { Seed = plan.Seed }),
            rules,
            scripts,
            plan.Target
        );
        await made.OpenPathsAsync(plan, cancellation);
        return made;
    }

    public ExpectedTurn? Expected(LoadScenario scenario) => scripts.Expected(scenario);

    public async ValueTask RenewAsync(int path, CancellationToken cancellation)
    {
        // A connection that still closes would be counted as the first of the next stream.
        for (var i = 0; i < WaitsForClosing && paths[path].ConnectionCount > 0; i++)
        {
            await Task.Delay(ClosingStep, TimeProvider.System, cancellation);
        }

        var seed = (rules!.Seed ?? 0) + Interlocked.Increment(ref renewed);
        await paths[path].SetRulesAsync(rules with { Seed = seed });
    }

    public void Forget(string conversation) => agent.Conversations.Remove(conversation);

    public async ValueTask DisposeAsync()
    {
        await proxies.DisposeAsync();
        await agent.DisposeAsync();
    }

    private async Task OpenPathsAsync(LoadPlan plan, CancellationToken cancellation)
    {
        if (plan.Faults is not { Share: > 0 } faults)
        {
            return;
        }

        var count = Math.Clamp((int)Math.Ceiling(plan.MaxOpen * faults.Share), 1, MostPaths);
        paths = new Proxy[count];
        for (var i = 0; i < count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"path-{i}");
            var config = new ProxyConfig
            {
                Name = name,
                Upstream = Address.Authority,
                Rules = rules! with { Seed = (rules.Seed ?? 0) + (i << 20) },
            };
            paths[i] = await proxies.CreateAsync(config, cancellation);
        }

        DisturbedPaths = [.. paths.Select(path => new Uri($"http://{path.ListenEndPoint}"))];
    }

    private static LoadScenario? ScenarioOf(LoadPlan plan, string conversation) =>
        conversation.Split('-') is ["load", _, var scenario, _]
        && int.TryParse(scenario, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && index < plan.Scenarios.Length
            ? plan.Scenarios[index]
            : null;
}

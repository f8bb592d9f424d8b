using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.TestKit;

/// <summary>One proxy for a test: on a free loopback port, in front of any server, with rules that know events.</summary>
/// <remarks>
/// <code>
/// await using var proxy = await FaultProxyHost.StartAsync(agent.Url, "- { at: { connection: 1, index: 7 }, do: cut, how: rst }");
/// await client.AskAsync(proxy.Url, "c1", "hi");        // cut after the seventh event, once
/// </code>
/// </remarks>
public sealed class FaultProxyHost : IAsyncDisposable
{
    private readonly FaultProxyServer server;

    private FaultProxyHost(FaultProxyServer server, Proxy proxy) => (this.server, Proxy) = (server, proxy);

    /// <summary>Where clients connect.</summary>
    public Uri Url => new($"http://{Proxy.ListenEndPoint}");

    /// <summary>The proxy itself: toxics, on and off.</summary>
    public Proxy Proxy { get; }

    /// <summary>What it did, oldest first.</summary>
    public IReadOnlyList<FaultRecord> Faults => server.Faults.Recent;

    /// <summary>Starts.</summary>
    /// <param name="upstream">The server behind it.</param>
    /// <param name="rules">Rules as a fault file has them: the list alone, or a whole file; empty for none.</param>
    /// <param name="seed">Seed of every chance. Default 1.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="RuleFileException">The rules are not right; the message says line and column.</exception>
    public static async Task<FaultProxyHost> StartAsync(
        Uri upstream,
        string rules = "",
        long seed = 1,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(upstream);
        var config = new ProxyConfig
        {
            Name = "test",
            Upstream = upstream.Authority,
            Rules = RulesOf(rules),
        };
        var started = new FaultProxyServer(new FaultProxyOptions { Seed = seed });
        try
        {
            return new FaultProxyHost(started, await started.CreateAsync(config, cancellation));
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts other rules in place; they hold for what comes from now on.</summary>
    /// <param name="rules">As at the start.</param>
    /// <exception cref="RuleFileException">The rules are not right; those before stay.</exception>
    public Task UseAsync(string rules) => Proxy.SetRulesAsync(RulesOf(rules));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static FaultRules RulesOf(string text) =>
        string.IsNullOrWhiteSpace(text) ? FaultRules.None
        : text.Contains(RuleFile.Head, StringComparison.Ordinal) ? RuleFile.Parse(text)
        : RuleFile.Parse($"rules:{Environment.NewLine}{text}{Environment.NewLine}{RuleFile.Head}: 1");
}

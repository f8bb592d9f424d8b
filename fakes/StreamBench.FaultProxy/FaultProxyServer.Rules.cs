using StreamBench.FaultProxy.Proxies;

namespace StreamBench.FaultProxy;

public sealed partial class FaultProxyServer
{
    /// <summary>
    /// Makes a proxy with its rules in one step, or gives one that is there these rules: where listen and upstream are the same its
    /// connections live on, else it is replaced. No connection meets the proxy without the rules.
    /// </summary>
    /// <exception cref="FaultProxyException">A field is missing, a rule is not right, or it cannot listen there.</exception>
    public Task<Proxy> PutAsync(ProxyConfig config, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            async () =>
            {
                Check(config);
                Rules.RuleChecks.Require(config.Rules);
                var proxy = await EnsureAsync(config);
                if (proxy.Rules != config.Rules)
                    await proxy.SetRulesAsync(config.Rules);
                return proxy;
            },
            cancellationToken
        );
}

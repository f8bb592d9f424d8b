using System.Collections.Immutable;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>It works on the developer's machine, where nothing stands between.</summary>
public sealed class LetsProxiesBuffer : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "lets-proxies-buffer";

    /// <inheritdoc/>
    public string Bug => "sends its streams without a word to caches and proxies";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-015"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(
            async (http, next) =>
            {
                http.Response.OnStarting(() =>
                {
                    http.Response.Headers.Remove("Cache-Control");
                    http.Response.Headers.Remove("X-Accel-Buffering");
                    return Task.CompletedTask;
                });
                await next(http);
            }
        );
}

using System.Collections.Immutable;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>Two writers, and only one of them was kept up to date.</summary>
public sealed class NdjsonDropsArguments : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "ndjson-drops-arguments";

    /// <inheritdoc/>
    public string Bug => "leaves the streamed arguments of tools out on one transport";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-001", "SRV-014"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(
            (http, next) =>
                http.Is("GET", "/events") && http.Request.Headers.Accept == "application/x-ndjson"
                    ? http.RewriteAsync(
                        next,
                        text => text.Contains("\"type\":\"tool.args\"", StringComparison.Ordinal) ? "" : text
                    )
                    : next(http)
        );
}

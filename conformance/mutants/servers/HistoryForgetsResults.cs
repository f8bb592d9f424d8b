using System.Collections.Immutable;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>History is built from another table than the stream.</summary>
public sealed class HistoryForgetsResults : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "history-forgets-results";

    /// <inheritdoc/>
    public string Bug => "shows in history every tool that succeeded as still running";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-012"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(
            (http, next) =>
                http.IsHistory
                    ? http.RewriteAsync(
                        next,
                        text =>
                            text.Replace("\"status\":\"success\"", "\"status\":\"running\"", StringComparison.Ordinal)
                    )
                    : next(http)
        );
}

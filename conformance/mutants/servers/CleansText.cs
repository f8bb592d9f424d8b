using System.Collections.Immutable;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>Text that was cleaned is other text: patches and offsets no longer fit.</summary>
public sealed class CleansText : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "cleans-text";

    /// <inheritdoc/>
    public string Bug => "takes control characters and the byte order mark out of what is said";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-019"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(
            (http, next) =>
                http.Is("GET", "/events")
                    ? http.RewriteAsync(
                        next,
                        text =>
                            text.Replace("\\u0000", "", StringComparison.Ordinal)
                                .Replace("\\r", "", StringComparison.Ordinal)
                    )
                    : next(http)
        );
}

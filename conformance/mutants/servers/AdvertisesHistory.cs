using System.Collections.Immutable;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>The card was copied from another product.</summary>
public sealed class AdvertisesHistory : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "advertises-history";

    /// <inheritdoc/>
    public string Bug => "declares history and answers 501";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-012", "SRV-022"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(
            (http, next) =>
            {
                if (!http.IsHistory)
                {
                    return next(http);
                }

                http.Response.StatusCode = 501;
                return Task.CompletedTask;
            }
        );
}

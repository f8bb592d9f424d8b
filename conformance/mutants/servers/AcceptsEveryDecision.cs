using System.Collections.Immutable;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>The user believes that the tool was refused, and it ran.</summary>
public sealed class AcceptsEveryDecision : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "accepts-every-decision";

    /// <inheritdoc/>
    public string Bug => "answers every decision with 200, also when it comes too late or says the opposite";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-009"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(
            async (http, next) =>
            {
                http.Response.OnStarting(() =>
                {
                    http.Response.StatusCode = http.Request.Path.Value!.Contains(
                        "/approvals/",
                        StringComparison.Ordinal
                    )
                        ? 200
                        : http.Response.StatusCode;
                    return Task.CompletedTask;
                });
                await next(http);
            }
        );
}

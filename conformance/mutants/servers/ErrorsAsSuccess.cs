using System.Collections.Immutable;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>Clients take the error for an answer.</summary>
public sealed class ErrorsAsSuccess : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "errors-as-success";

    /// <inheritdoc/>
    public string Bug => "answers errors with status 200 and an error in the body";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-020"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(
            async (http, next) =>
            {
                http.Response.OnStarting(() =>
                {
                    http.Response.StatusCode = http.Response.StatusCode is 401 or 404 ? 200 : http.Response.StatusCode;
                    return Task.CompletedTask;
                });
                await next(http);
            }
        );
}

using System.Collections.Immutable;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>The client waits for an end that will never be told.</summary>
public sealed class CancelsAnything : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "cancels-anything";

    /// <inheritdoc/>
    public string Bug => "answers 202 to the cancellation of turns that have ended or never were";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-010"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) =>
        right.With(
            async (http, next) =>
            {
                http.Response.OnStarting(() =>
                {
                    http.Response.StatusCode = http.Is("POST", "/cancel") ? 202 : http.Response.StatusCode;
                    return Task.CompletedTask;
                });
                await next(http);
            }
        );
}

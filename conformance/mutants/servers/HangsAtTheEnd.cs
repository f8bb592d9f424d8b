using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>A reader that comes back to a finished conversation waits for ever.</summary>
public sealed class HangsAtTheEnd : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "hangs-at-the-end";

    /// <inheritdoc/>
    public string Bug => "keeps a finished conversation open without a word";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-004"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) => right.With(HangAsync);

    private static async Task HangAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Is("GET", "/events"))
        {
            await next(http);
            return;
        }

        await http.RewriteAsync(
            next,
            text => text.Contains("\"type\":\"bye\"", StringComparison.Ordinal) ? ": nothing\n\n" : text
        );
        if (http.Response.StatusCode is 200 or 204)
        {
            http.Response.StatusCode = http.Response.HasStarted ? http.Response.StatusCode : 200;
            http.Response.ContentType ??= "text/event-stream";
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

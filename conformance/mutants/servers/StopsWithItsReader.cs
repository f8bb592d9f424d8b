using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>The turn runs inside of the request, so the end of the request is its end.</summary>
public sealed class StopsWithItsReader : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "stops-with-its-reader";

    /// <inheritdoc/>
    public string Bug => "cancels the turn when its reader goes away";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-007"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) => right.With(StopAsync);

    private static async Task StopAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Is("GET", "/events") && http.RequestAborted.IsCancellationRequested)
        {
            using var own = new HttpClient();
            var path = http.Request.Path.Value!.Replace("/events", "/turns/t1/cancel", StringComparison.Ordinal);
            using var cancel = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://{http.Request.Host}{path}"));
            cancel.Headers.TryAddWithoutValidation("Authorization", http.Request.Headers.Authorization.ToString());
            using var answer = await own.SendAsync(cancel);
        }
    }
}

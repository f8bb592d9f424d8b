using StreamBench.Conformance.Servers.Running;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Reads the head of a stream: what proxies and browsers need to know.</summary>
internal sealed class StreamHeaders : IServerCheck
{
    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var type = run.Plan.Transport == "sse" ? "text/event-stream" : "application/x-ndjson";
        var talk = await run.BeginAsync(cancellation);
        using var answer = await run.Link.SendAsync(
            HttpMethod.Get,
            run.Link.At(talk.Id, "/events"),
            cancellation,
            null,
            ("Accept", type)
        );
        var headers = answer.Headers;

        var told = answer.Content.Headers.ContentType?.MediaType;
        run.Expect("content-type", told == type, $"Content-Type is {told ?? "missing"}, expected {type}");
        var caching = headers.CacheControl;
        run.Expect(
            "cache-control",
            caching is { NoStore: true } or { NoCache: true },
            $"Cache-Control is {caching?.ToString() ?? "missing"}, expected no-store or no-cache"
        );
        var buffering = headers.TryGetValues("X-Accel-Buffering", out var values)
            ? string.Join(",", values)
            : "missing";
        run.Expect("no-buffering", buffering == "no", $"X-Accel-Buffering is {buffering}, expected no");
        // The property would count the bytes that are there already; only the header says what was announced.
        run.Expect(
            "no-length",
            !answer.Content.Headers.NonValidated.Contains("Content-Length"),
            "a stream announces a Content-Length"
        );
        if (headers.Contains("Access-Control-Allow-Origin"))
        {
            var allowed = headers.TryGetValues("Access-Control-Allow-Headers", out var names)
                ? string.Join(",", names)
                : "";
            run.Expect(
                "cross-origin",
                allowed.Contains("Last-Event-ID", StringComparison.OrdinalIgnoreCase) || allowed == "*",
                "other origins are let in, but not with Last-Event-ID: they cannot resume"
            );
        }
    }
}

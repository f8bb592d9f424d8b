using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace StreamBench.FaultProxy.Api;

/// <summary>
/// Finds the handler of a request as Toxiproxy's router does: the path is decoded before it is matched, letter case counts, an
/// unclean path is redirected, a known path with another method is 405 and an unknown one 404.
/// </summary>
internal sealed class Router(long seed)
{
    private const string IdLetters = "0123456789abcdefghijklmnopqrstuv";

    private readonly List<(string Method, string[] Segments, Func<ApiCall, Task> Handle)> routes = [];
    private readonly Random ids = new((int)(seed ^ (seed >> 32)));

    /// <summary>Adds a route; a segment in braces matches anything and is given to the handler.</summary>
    public void Map(string method, string pattern, Func<ApiCall, Task> handle) =>
        routes.Add((method, pattern.Split('/'), handle));

    public async Task RouteAsync(HttpContext context)
    {
        var call = new ApiCall(context);
        var path = Uri.UnescapeDataString(
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0]
        );
        var clean = Clean(path);
        if (clean != path)
        {
            context.Response.StatusCode = StatusCodes.Status301MovedPermanently;
            context.Response.Headers.Location = clean + context.Request.QueryString;
            return;
        }

        var segments = path.Split('/');
        var known = routes.Where(route => Matches(route.Segments, segments)).ToArray();
        if (known.Length == 0)
        {
            await call.TextAsync(404, "404 page not found\n");
            return;
        }
        if (Array.Find(known, route => route.Method == context.Request.Method) is not { Handle: { } handle } found)
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        context.Response.Headers["X-Toxiproxy-Request-Id"] = NewId();
        // A page in a browser must not drive a proxy on its user's machine.
        if (context.Request.Headers.UserAgent.ToString().StartsWith("Mozilla/", StringComparison.Ordinal))
        {
            await call.TextAsync(403, "User agent not allowed\n");
            return;
        }
        call.Values = [.. segments.Where((_, i) => found.Segments[i].StartsWith('{'))];
        await HandleAsync(call, handle);
    }

    private static async Task HandleAsync(ApiCall call, Func<ApiCall, Task> handle)
    {
        try
        {
            await handle(call);
        }
        catch (FaultProxyException failure)
        {
            await call.FailAsync(failure);
        }
        catch (BadHttpRequestException failure)
        {
            await call.FailAsync(FaultProxyException.BadBody(failure.Message));
        }
    }

    private static bool Matches(string[] pattern, string[] segments) =>
        pattern.Length == segments.Length
        && pattern
            .Zip(segments)
            .All(pair => pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First == pair.Second);

    /// <summary>Go's path.Clean with the last slash kept.</summary>
    private static string Clean(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
                kept.RemoveRange(Math.Max(0, kept.Count - 1), Math.Min(1, kept.Count));
            else if (segment != ".")
                kept.Add(segment);
        }
        var clean = "/" + string.Join('/', kept);
        return path.EndsWith('/') && kept.Count > 0 ? clean + "/" : clean;
    }

    private string NewId()
    {
        lock (ids)
            return new string(ids.GetItems<char>(IdLetters, 20));
    }
}

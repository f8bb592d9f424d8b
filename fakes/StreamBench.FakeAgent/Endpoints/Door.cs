using Microsoft.AspNetCore.Http;

namespace StreamBench.FakeAgent.Endpoints;

/// <summary>What every request passes first: cross-origin headers and the server's token.</summary>
internal static class Door
{
    /// <summary>Lets the request in or answers it.</summary>
    internal static Task EnterAsync(HttpContext http, RequestDelegate next, Agent agent)
    {
        RequestNote.Begin(http, agent);
        AllowOrigins(http);
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        if (agent.Options.Token is { } token && http.Request.Path != "/healthz" && !BearerToken.IsGiven(http, token))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return ApiError.Unauthorized.WriteAsync(http);
        }

        return next(http);
    }

    private static void AllowOrigins(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowHeaders =
            "Last-Event-ID, Content-Type, Authorization, Idempotency-Key, Cache-Control";
        headers.AccessControlAllowMethods = "GET, POST, PUT, DELETE";
    }
}

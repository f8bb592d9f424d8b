using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.FakeAgent.Endpoints;

/// <summary>What every request passes first: cross-origin headers, the token, and refusals on purpose.</summary>
internal static class Door
{
    private const string Bearer = "Bearer ";

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

        if (agent.Options.Token is { } token && http.Request.Path != "/healthz" && !Presents(http, token))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return new ApiError(
                401,
                "unauthorized",
                "Send \"Authorization: Bearer <token>\" with the server's token."
            ).WriteAsync(http);
        }

        return next(http);
    }

    /// <summary>Answers with the refusal that is set, if any.</summary>
    /// <returns>True when the request was refused.</returns>
    internal static async ValueTask<bool> RefusesAsync(
        HttpContext http,
        Agent agent,
        Conversation? conversation,
        bool isStream
    )
    {
        if ((conversation?.Refusals ?? agent.Refusals).Next(isStream) is not { } refusal)
        {
            return false;
        }

        Describe(http.Response.Headers, refusal, http.Request, agent.Time);
        await new ApiError(
            refusal.Status,
            "refused",
            $"The server answers {refusal.Status} because it was told to."
        ).WriteAsync(http);
        return true;
    }

    private static void Describe(IHeaderDictionary headers, Refusal refusal, HttpRequest request, TimeProvider time)
    {
        if (refusal.RetryAfterSeconds is { } seconds)
        {
            headers.RetryAfter = refusal.RetryAfterAsDate
                ? time.GetUtcNow().AddSeconds(seconds).ToString("R")
                : seconds.ToString();
        }

        if (refusal.Location is { } location)
        {
            headers.Location = location.Replace(
                "{path}",
                request.Path.Value + request.QueryString.Value,
                StringComparison.Ordinal
            );
        }
    }

    private static void AllowOrigins(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowHeaders =
            "Last-Event-ID, Content-Type, Authorization, Idempotency-Key, Cache-Control";
        headers.AccessControlAllowMethods = "GET, POST, PUT, DELETE";
    }

    private static bool Presents(HttpContext http, string token)
    {
        // Browsers cannot set headers on an EventSource or a WebSocket, so the query may carry the token, too.
        var header = http.Request.Headers.Authorization.ToString();
        var given = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? header[Bearer.Length..]
            : http.Request.Query["token"].ToString();
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
    }
}

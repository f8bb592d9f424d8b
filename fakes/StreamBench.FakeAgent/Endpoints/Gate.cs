using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Endpoints.Grpc;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.FakeAgent.Endpoints;

/// <summary>What a client's request to a conversation passes next: refusals on purpose, then the conversation's own token.</summary>
internal static class Gate
{
    /// <summary>Lets a request over HTTP in, or answers it.</summary>
    /// <returns>True when it was answered.</returns>
    internal static async ValueTask<bool> StopsAsync(
        HttpContext http,
        Agent agent,
        Conversation? conversation,
        bool isStream
    )
    {
        if (Next(agent, conversation, isStream) is { } refusal)
        {
            Describe(http, refusal, agent.Time);
            await (
                refusal.Body is null && refusal.Status is not (204 or 304)
                    ? Error(refusal).WriteAsync(http)
                    : WriteAsync(http, refusal)
            );
            return true;
        }

        if (IsStranger(http, conversation))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await ApiError.Unauthorized.WriteAsync(http);
            return true;
        }

        return false;
    }

    /// <summary>As above over gRPC: trailers only, unless the refusal has a body of its own.</summary>
    internal static async ValueTask<bool> StopsCallAsync(
        HttpContext http,
        Agent agent,
        Conversation? conversation,
        bool isStream
    )
    {
        if (Next(agent, conversation, isStream) is { } refusal)
        {
            if (refusal.RetryAfterSeconds is { } seconds)
            {
                http.Response.Headers["grpc-retry-pushback-ms"] = $"{seconds * 1_000L}";
            }

            await (refusal.Body is null ? GrpcCall.EndAsync(http, Error(refusal)) : WriteAsync(http, refusal));
            return true;
        }

        if (IsStranger(http, conversation))
        {
            await GrpcCall.EndAsync(http, ApiError.Unauthorized);
            return true;
        }

        return false;
    }

    private static Refusal? Next(Agent agent, Conversation? conversation, bool isStream) =>
        (conversation?.Refusals ?? agent.Refusals).Next(isStream);

    private static bool IsStranger(HttpContext http, Conversation? conversation) =>
        conversation?.Behaviour.Token is { } token && !BearerToken.IsGiven(http, token.Value);

    private static ApiError Error(Refusal refusal) =>
        new(refusal.Status, "refused", $"The server answers {refusal.Status} because it was told to.");

    private static Task WriteAsync(HttpContext http, Refusal refusal)
    {
        http.Response.StatusCode = refusal.Status;
        if (refusal.Body is not { } body)
        {
            return Task.CompletedTask; // RFC 9110 §15.3.5, §15.4.5: 204 and 304 have no content.
        }

        http.Response.ContentType = refusal.ContentType.Length > 0 ? refusal.ContentType : null;
        return http.Response.WriteAsync(body, http.RequestAborted);
    }

    private static void Describe(HttpContext http, Refusal refusal, TimeProvider time)
    {
        var headers = http.Response.Headers;
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
                http.Request.Path.Value + http.Request.QueryString.Value,
                StringComparison.Ordinal
            );
        }
    }
}

using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using StreamBench.Dialects;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Endpoints.Requests;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>The addresses of every dialect that declares some.</summary>
internal static class DialectRoutes
{
    internal static void Map(WebApplication app, Agent agent, Commands commands)
    {
        foreach (var dialect in DialectList.All)
        {
            var doors = dialect.Endpoints.ToImmutableDictionary(
                one => one,
                one => new Handlers(agent, commands, dialect, one)
            );
            foreach (var (endpoint, handlers) in doors)
            {
                app.MapMethods(endpoint.Path, endpoint.Methods, handlers.Open);
                if (handlers.Post is { } post)
                {
                    app.MapPost(endpoint.Path, post);
                }
            }

            if (dialect.Shared is { } shared)
            {
                app.MapMethods(shared.Path, ["GET", "POST"], http => ServeAsync(http, shared, doors));
            }
        }
    }

    private static Task ServeAsync(
        HttpContext http,
        SharedAddress shared,
        ImmutableDictionary<DialectEndpoint, Handlers> doors
    )
    {
        var endpoint = shared.EndpointOf(DialectRequests.Of(http, default));
        var handler =
            endpoint is null ? null
            : http.Request.Method == "POST" ? doors[endpoint].Post
            : doors[endpoint].Open;
        return handler is null
            ? new ApiError(
                400,
                "bad_request",
                "The request names no transport that is served here in that way."
            ).WriteAsync(http)
            : handler(http);
    }

    private sealed class Handlers(Agent agent, Commands commands, Dialect dialect, DialectEndpoint endpoint)
    {
        internal RequestDelegate Open { get; } =
            endpoint.Transport switch
            {
                "ws" => new DialectSocketEndpoint(agent, commands, dialect, endpoint).HandleAsync,
                "grpc" => new DialectCallEndpoint(agent, dialect, endpoint).HandleAsync,
                "lp" => new DialectPollEndpoint(agent, dialect, endpoint).HandleAsync,
                _ => new DialectBodyEndpoint(agent, commands, dialect, endpoint).HandleAsync,
            };

        internal RequestDelegate? Post { get; } =
            endpoint.TakesPosts ? new DialectPostEndpoint(agent, commands, endpoint).HandleAsync : null;
    }
}

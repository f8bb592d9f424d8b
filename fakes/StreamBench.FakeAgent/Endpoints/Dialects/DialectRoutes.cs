using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using StreamBench.Dialects;
using StreamBench.FakeAgent.Endpoints.Requests;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>The addresses of every dialect that declares some.</summary>
internal static class DialectRoutes
{
    internal static void Map(WebApplication app, Agent agent, Commands commands)
    {
        foreach (var dialect in DialectList.All)
        {
            foreach (var endpoint in dialect.Endpoints)
            {
                RequestDelegate handle = endpoint.Transport switch
                {
                    "ws" => new DialectSocketEndpoint(agent, commands, dialect, endpoint).HandleAsync,
                    "grpc" => new DialectCallEndpoint(agent, dialect, endpoint).HandleAsync,
                    "lp" => new DialectPollEndpoint(agent, dialect, endpoint).HandleAsync,
                    _ => new DialectBodyEndpoint(agent, commands, dialect, endpoint).HandleAsync,
                };
                app.MapMethods(endpoint.Path, endpoint.Methods, handle);
                if (endpoint.TakesPosts)
                {
                    app.MapPost(endpoint.Path, new DialectPostEndpoint(agent, commands, endpoint).HandleAsync);
                }
            }
        }
    }
}

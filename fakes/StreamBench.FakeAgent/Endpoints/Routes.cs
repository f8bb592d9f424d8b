using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using StreamBench.Dialects.Atmosphere;
using StreamBench.FakeAgent.Endpoints.Dialects;
using StreamBench.FakeAgent.Endpoints.Grpc;
using StreamBench.FakeAgent.Endpoints.Requests;
using StreamBench.FakeAgent.Endpoints.WebSocket;

namespace StreamBench.FakeAgent.Endpoints;

/// <summary>Every address of the server.</summary>
internal static class Routes
{
    internal static void Map(WebApplication app, Agent agent)
    {
        var commands = new Commands(agent);
        var conversation = new ConversationEndpoints(agent);
        var control = new ControlEndpoints(agent);
        var chat = new ChatService(agent, commands);

        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        if (agent.Options.Around is { } around)
        {
            app.Use((http, next) => around(http, next));
        }

        app.Use((http, next) => Door.EnterAsync(http, next, agent));
        app.UseRouting();

        app.MapGet("/healthz", http => http.Response.WriteAsync("ok\n"));

        app.MapGet("/v1/gauge", new GaugeEndpoint(agent).HandleAsync);

        app.MapGet("/v1/conversations/{c}/events", new EventsEndpoint(agent).HandleAsync);
        app.MapGet("/v1/conversations/{c}/ws", new WebSocketEndpoint(agent, commands).HandleAsync);
        app.MapPost("/v1/conversations/{c}/turns", new TurnsEndpoint(agent, commands).HandleAsync);
        app.MapPost("/v1/conversations/{c}/turns/{t}/cancel", conversation.CancelAsync);
        app.MapPost("/v1/conversations/{c}/approvals/{id}", conversation.DecideAsync);
        app.MapPost("/v1/conversations/{c}/items/{i}/result", conversation.ToolResultAsync);
        app.MapGet("/v1/conversations/{c}", conversation.HistoryAsync);

        app.MapGet("/v1/conversations/{c}/misbehaviour", control.ShowBehaviourAsync);
        app.MapPut("/v1/conversations/{c}/misbehaviour", control.SetBehaviourAsync);
        app.MapPost("/v1/conversations/{c}/restart", control.RestartAsync);
        app.MapPost("/v1/conversations/{c}/hold", control.HoldAsync);
        app.MapPost("/v1/conversations/{c}/release", control.ReleaseAsync);
        app.MapPost("/v1/conversations/{c}/evict", control.EvictAsync);
        app.MapPost("/v1/conversations/{c}/bye", control.SendAwayAsync);
        app.MapGet("/v1/conversations/{c}/requests", control.ShowRequestsAsync);
        app.MapDelete("/v1/conversations/{c}", control.DeleteAsync);

        DialectRoutes.Map(app, agent, commands);
        var atmosphere = new AtmosphereService(agent, commands);
        app.MapPost(AtmosphereGrpcEndpoint.Service + "Send", atmosphere.SendAsync);
        app.MapPost(AtmosphereGrpcEndpoint.Service + "Stream", atmosphere.StreamAsync);

        app.MapPost("/streambench.v1.Chat/Subscribe", chat.SubscribeAsync);
        app.MapPost("/streambench.v1.Chat/Send", chat.SendAsync);
        app.MapPost("/streambench.v1.Chat/Decide", chat.DecideAsync);
        app.MapPost("/streambench.v1.Chat/Cancel", chat.CancelAsync);
        app.MapPost("/streambench.v1.Chat/History", chat.HistoryAsync);
        app.MapFallback(http =>
            http.Request.ContentType?.StartsWith(GrpcCall.ContentType, StringComparison.Ordinal) == true
                ? GrpcCall.EndAsync(http, GrpcStatus.Unimplemented, $"no method {http.Request.Path}")
                : new ApiError(
                    404,
                    "not_found",
                    "There is nothing here. Try /v1/conversations/{id}/events."
                ).WriteAsync(http)
        );
    }
}

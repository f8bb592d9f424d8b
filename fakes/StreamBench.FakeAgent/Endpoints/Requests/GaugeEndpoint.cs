using Microsoft.AspNetCore.Http;

namespace StreamBench.FakeAgent.Endpoints.Requests;

/// <summary><c>GET /v1/gauge</c>: how much the server holds, so that leaks can be seen from outside.</summary>
internal sealed class GaugeEndpoint(Agent agent)
{
    internal Task HandleAsync(HttpContext http) =>
        Answer.WriteAsync(
            http,
            StatusCodes.Status200OK,
            json =>
            {
                json.WriteNumber("streams"u8, agent.Conversations.OpenStreams);
                json.WriteNumber("conversations"u8, agent.Conversations.Count);
            }
        );
}

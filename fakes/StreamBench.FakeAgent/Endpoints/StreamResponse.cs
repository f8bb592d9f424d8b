using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.FakeAgent.Endpoints;

/// <summary>An HTTP response that lasts as long as its subscription.</summary>
internal static class StreamResponse
{
    /// <summary>Runs the subscription to its end; a server that lost its epoch cuts the connection instead of ending it well.</summary>
    internal static async Task RunAsync(
        HttpContext http,
        Agent agent,
        Subscription subscription,
        AgentBehaviour behaviour,
        string contentType,
        IFrameWriter writer
    )
    {
        var response = http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = behaviour.ContentType is { } wrong
            ? wrong.Length == 0
                ? null
                : wrong
            : contentType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await Delays.BeforeFirstEventAsync(http, agent, behaviour);

        var end = await SubscriberLoop.RunAsync(
            subscription,
            behaviour.BuffersUntilEnd ? new BufferingFrameWriter(writer) : writer,
            http.RequestAborted
        );
        if (end is StreamEnd.Restarted or StreamEnd.Cut)
        {
            http.Abort();
        }
    }
}

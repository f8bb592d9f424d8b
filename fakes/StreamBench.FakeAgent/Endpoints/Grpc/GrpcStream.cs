using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.FakeAgent.Endpoints.Grpc;

/// <summary>The answer to a server-streaming call: it lasts as long as its subscription.</summary>
internal static class GrpcStream
{
    internal static async Task RunAsync(
        HttpContext http,
        Agent agent,
        Subscription subscription,
        AgentBehaviour behaviour,
        IFrameWriter writer
    )
    {
        GrpcCall.Begin(http);
        await Delays.BeforeFirstEventAsync(http, agent, behaviour);
        var end = await SubscriberLoop.RunAsync(
            subscription,
            behaviour.BuffersUntilEnd ? new BufferingFrameWriter(writer) : writer,
            http.RequestAborted
        );
        if (end is StreamEnd.Restarted or StreamEnd.Cut)
        {
            http.Abort(); // RST_STREAM: a crashed server sends no trailers.
        }
        else if (end != StreamEnd.Aborted)
        {
            GrpcCall.End(http, (GrpcStatus)(subscription.Cut?.GrpcStatus ?? 0), "");
        }
    }
}

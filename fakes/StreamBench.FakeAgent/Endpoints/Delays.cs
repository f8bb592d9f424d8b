using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.FakeAgent.Endpoints;

/// <summary>Waits on purpose.</summary>
internal static class Delays
{
    /// <summary>Sends the head of the response and is silent for as long as the behaviour says.</summary>
    internal static async Task BeforeFirstEventAsync(HttpContext http, Agent agent, AgentBehaviour behaviour)
    {
        if (behaviour.FirstEventDelayMs > 0)
        {
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            await WaitAsync(agent, behaviour.FirstEventDelayMs, http.RequestAborted);
        }
    }

    /// <summary>Waits, but not longer than the client and the server are there.</summary>
    internal static async Task WaitAsync(Agent agent, int milliseconds, CancellationToken gone)
    {
        if (milliseconds == 0)
        {
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, agent.Stopping);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), agent.Time, either.Token);
        }
        catch (OperationCanceledException)
        {
            // Whoever writes next sees the same.
        }
    }
}

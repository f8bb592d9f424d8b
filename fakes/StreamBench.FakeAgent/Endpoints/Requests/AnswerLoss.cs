using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.FakeAgent.Endpoints.Requests;

/// <summary>Loses or delays the answer to a request, be it before or after the request has been done.</summary>
internal static class AnswerLoss
{
    /// <summary>To be asked once the request is read and before it is done.</summary>
    /// <returns>True when the connection has died and nothing is to be done.</returns>
    internal static async ValueTask<bool> StrikesAsync(
        HttpContext http,
        Agent agent,
        Conversation? conversation,
        string request
    )
    {
        if ((conversation?.LostAnswers ?? agent.LostAnswers).Next(request) is not { } loss)
        {
            return false;
        }

        if (!loss.Before)
        {
            // Called when the answer is there and nothing of it has been sent.
            http.Response.OnStarting(() => HappenAsync(http, agent, loss, http.RequestAborted));
            return false;
        }

        // A request that was under way for long is done even if its sender has given up.
        await HappenAsync(http, agent, loss, CancellationToken.None);
        return RequestNote.Of(http).IsLost || agent.Stopping.IsCancellationRequested;
    }

    private static async Task HappenAsync(HttpContext http, Agent agent, LostAnswer loss, CancellationToken gone)
    {
        if (loss.DelayMs == 0)
        {
            // Remembered first: whoever sees the connection die may look at once.
            var note = RequestNote.Of(http);
            note.IsLost = true;
            agent.Requests.Add(note.ToRecord(http, agent.Time));
            http.Abort();
            return;
        }

        await Delays.WaitAsync(agent, loss.DelayMs, gone);
    }
}

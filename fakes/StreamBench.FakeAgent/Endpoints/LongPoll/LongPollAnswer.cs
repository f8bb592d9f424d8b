using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.LongPoll;

/// <summary>
/// One answer of long-polling: <c>{"events":[hello, …, bye?],"cursor":…}</c> as soon as there is an event or the end, or 204
/// after <c>?wait=</c> milliseconds. Every answer is a connection of its own, so it begins with <c>hello</c>.
/// </summary>
internal sealed class LongPollAnswer(Agent agent, Subscription subscription, AgentBehaviour behaviour)
{
    /// <summary>Most payloads in one answer; the rest comes with the next poll.</summary>
    internal const int MaxPayloads = 256;

    internal async Task WriteAsync(HttpContext http)
    {
        if (!TryReadWait(http, out var wait))
        {
            await new ApiError(400, "bad_wait", "\"wait\" is a number of milliseconds from 0 to 60000.").WriteAsync(
                http
            );
            return;
        }

        var batch = await CollectAsync(agent.Agenda.Now + wait, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        if (subscription.End is StreamEnd.Restarted or StreamEnd.Cut)
        {
            http.Abort();
        }
        else if (batch.Exists(HasNews))
        {
            await WriteAsync(http, batch);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private async Task<List<Outgoing>> CollectAsync(TimeSpan deadline, CancellationToken gone)
    {
        await using var wakeUp = gone.UnsafeRegister(s => ((Subscription)s!).WakeUp(), subscription);
        var batch = new List<Outgoing>();
        while (!gone.IsCancellationRequested)
        {
            subscription.EntriesAtOnce = Room(batch);
            var more = subscription.Collect(batch);
            var late = agent.Agenda.Now >= deadline;
            if (late || subscription.End is not null || batch.Exists(HasNews))
            {
                if (more && batch.Count < MaxPayloads && Room(batch) > 0)
                {
                    continue;
                }

                subscription.Settle(batch);
                break;
            }

            if (!more)
            {
                subscription.Pulse.WakeIn(deadline - agent.Agenda.Now);
                await subscription.WaitAsync();
            }
        }

        batch.RemoveAll(item => item.Said is Heartbeat);
        return batch;
    }

    private async Task WriteAsync(HttpContext http, List<Outgoing> batch)
    {
        http.Response.ContentType = "application/json";
        await Delays.BeforeFirstEventAsync(http, agent, behaviour);
        var body = http.Response.BodyWriter;
        body.Write("{\"events\":["u8);
        for (var i = 0; i < batch.Count; i++)
        {
            body.Write(i == 0 ? ""u8 : ","u8);
            body.Write(batch[i].Json.Span);
        }

        body.Write("]"u8);
        if (subscription.Cursor is { } cursor)
        {
            body.Write(",\"cursor\":"u8);
            Framing.WriteText(body, $"\"{JsonEncodedText.Encode(cursor)}\"");
        }

        body.Write("}"u8);
        await body.FlushAsync(http.RequestAborted);
        // The reader has gone before its answer counts as delivered: what is then said to readers is for the next poll.
        subscription.Dispose();
        subscription.NoteDelivered();
    }

    // How many entries of the journal still fit into the answer.
    private int Room(List<Outgoing> batch) =>
        Math.Min(
            Subscription.MaxEntriesAtOnce,
            (behaviour.PollBatch ?? int.MaxValue) - batch.Count(item => item.Said is StreamEvent)
        );

    private static bool HasNews(Outgoing item) => item.Said is StreamEvent or Bye;

    private bool TryReadWait(HttpContext http, out TimeSpan wait)
    {
        wait = agent.Options.LongPollWait;
        var text = http.Request.Query["wait"].ToString();
        if (text.Length == 0)
        {
            return true;
        }

        var valid = int.TryParse(text, out var milliseconds) && milliseconds is >= 0 and <= 60_000;
        wait = TimeSpan.FromMilliseconds(milliseconds);
        return valid;
    }
}

using System.Buffers;
using Microsoft.AspNetCore.Http;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>
/// One answer to a poll in a dialect: its frames as soon as there is one, or nothing after
/// <see cref="FakeAgentOptions.LongPollWait"/>. An event without words ends no wait.
/// </summary>
internal sealed class DialectPollAnswer(
    Agent agent,
    Subscription subscription,
    AgentBehaviour behaviour,
    DialectStream stream
) : IDisposable
{
    /// <summary>Most events in one answer; the rest comes with the next poll.</summary>
    internal const int MaxEvents = 256;

    private readonly DialectFrames frames = new(stream);
    private readonly ArrayBufferWriter<byte> body = new(1_024);
    private readonly List<Outgoing> batch = [];

    internal async Task WriteAsync(HttpContext http)
    {
        await CollectAsync(agent.Agenda.Now + agent.Options.LongPollWait, http.RequestAborted);
        if (http.RequestAborted.IsCancellationRequested)
        {
            return; // nothing was written, so all of it is kept
        }

        if (subscription.End is StreamEnd.Restarted or StreamEnd.Cut)
        {
            http.Abort();
            return;
        }

        Begin(http, stream.Endpoint, body.WrittenCount);
        await Delays.BeforeFirstEventAsync(http, agent, behaviour);
        stream.NoteWritten(batch);
        subscription.Dispose(); // the reader has gone before its client can ask again
        await http.Response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
        subscription.NoteDelivered();
    }

    public void Dispose() => frames.Dispose();

    /// <summary>Sets the headers of what a poll brings, be it nothing.</summary>
    internal static void Begin(HttpContext http, DialectEndpoint endpoint, int length)
    {
        http.Response.ContentType = endpoint.ContentType;
        http.Response.ContentLength = length;
        http.Response.Headers.CacheControl = "no-store";
    }

    private async Task CollectAsync(TimeSpan deadline, CancellationToken gone)
    {
        await using var wakeUp = gone.UnsafeRegister(s => ((Subscription)s!).WakeUp(), subscription);
        while (!gone.IsCancellationRequested)
        {
            subscription.EntriesAtOnce = Math.Max(1, Room);
            var start = batch.Count;
            var more = subscription.Collect(batch);
            WriteFrom(start);
            var isOver = subscription.End is not null || agent.Agenda.Now >= deadline;
            if (isOver || body.WrittenCount > 0 || stream.IsRunUntold)
            {
                frames.SayRun(body);
            }

            if ((isOver || body.WrittenCount > 0 || Room <= 0) && !(more && Room > 0))
            {
                start = batch.Count;
                subscription.Settle(batch);
                WriteFrom(start);
                return;
            }

            if (!more)
            {
                subscription.Pulse.WakeIn(deadline - agent.Agenda.Now);
                await subscription.WaitAsync();
            }
        }
    }

    // How many events still fit into the answer.
    private int Room =>
        Math.Min(
            Subscription.MaxEntriesAtOnce,
            (behaviour.PollBatch ?? MaxEvents) - batch.Count(item => item.Said is StreamEvent)
        );

    private void WriteFrom(int start)
    {
        for (var i = start; i < batch.Count; i++)
        {
            frames.Write(batch[i].Payload, body);
        }
    }
}

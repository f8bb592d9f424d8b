using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.FakeAgent.Endpoints.WebSocket;

/// <summary>
/// One WebSocket: a loop that reads the client's messages beside a loop that writes events and answers. Only the second
/// writes, so frames never mix.
/// </summary>
internal sealed class WebSocketSession(
    Agent agent,
    ISocketLanguage language,
    Conversation conversation,
    HttpContext http,
    System.Net.WebSockets.WebSocket socket
) : IAsyncDisposable
{
    private static readonly TimeSpan CloseWait = TimeSpan.FromSeconds(5);

    private readonly NoticeQueue notices = new();
    private readonly CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(
        http.RequestAborted
    );
    private readonly TaskCompletionSource firstMessage = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Subscription? current;
    private string? cursor;
    private WebSocketCloseStatus? closeWith;
    private bool isOver;

    /// <summary>Streams until the conversation ends, the client leaves or one of them breaks the rules.</summary>
    /// <param name="queryCursor">The cursor of the address, or null.</param>
    /// <param name="waitsForResume">True when the client may still send its cursor as the first message.</param>
    internal async Task RunAsync(string? queryCursor, bool waitsForResume)
    {
        cursor = queryCursor;
        var reading = ReadAsync();
        await Delays.WaitAsync(agent, conversation.Behaviour.FirstEventDelayMs, gone.Token);
        if (waitsForResume)
        {
            await WaitForFirstMessageAsync();
        }

        var end = await StreamAsync();
        if (end is StreamEnd.Restarted or StreamEnd.Cut)
        {
            http.Abort();
        }
        else
        {
            await CloseAsync(end);
            await WaitForCloseAsync(reading);
        }

        await gone.CancelAsync();
        await reading;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        gone.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task WaitForFirstMessageAsync()
    {
        try
        {
            await firstMessage.Task.WaitAsync(agent.Options.ResumeWait, agent.Time, gone.Token);
        }
        catch (TimeoutException)
        {
            // A client that only listens.
        }
        catch (OperationCanceledException)
        {
            // It has left; the stream below sees the same token.
        }
    }

    private async Task<StreamEnd> StreamAsync()
    {
        var writer = language.WriterFor(socket);
        var behaviour = conversation.Behaviour;
        while (true)
        {
            var plan = Opening.Plan(conversation, cursor);
            if (plan.Answer == ResumeAnswer.Expired || (plan.Answer == ResumeAnswer.Snapshot && !language.HasSnapshots))
            {
                await writer.WriteAsync([language.CursorExpired()], gone.Token);
                closeWith = WebSocketCloseStatus.PolicyViolation;
                return StreamEnd.Aborted;
            }

            using var subscription = Opening.Subscribe(agent, conversation, plan, http, notices);
            if (subscription is null)
            {
                closeWith = (WebSocketCloseStatus)1013; // IANA registry: try again later
                return StreamEnd.Aborted;
            }

            lock (gate)
            {
                current = subscription;
                if (isOver)
                {
                    subscription.StopWith(StreamEnd.Aborted);
                }
            }

            var end = await DeliverAsync(
                subscription,
                behaviour.BuffersUntilEnd ? new BufferingFrameWriter(writer) : writer
            );
            if (end != StreamEnd.Replaced)
            {
                closeWith ??= (WebSocketCloseStatus?)subscription.Cut?.Code;
                return end;
            }
        }
    }

    private async Task<StreamEnd> DeliverAsync(Subscription subscription, IFrameWriter writer)
    {
        try
        {
            return await SubscriberLoop.RunAsync(subscription, writer, gone.Token);
        }
        catch (WebSocketException)
        {
            return StreamEnd.Aborted; // The connection broke under a write.
        }
    }

    private async Task ReadAsync()
    {
        var reader = new WebSocketReader(socket, agent.Options.MaxRequestBytes);
        try
        {
            while (await reader.ReadAsync(gone.Token) is { } message)
            {
                Take(message);
                firstMessage.TrySetResult();
            }

            closeWith ??= reader.CloseStatus;
        }
        catch (WebSocketException)
        {
            closeWith ??= WebSocketCloseStatus.ProtocolError;
        }
        catch (OperationCanceledException)
        {
            return;
        }

        // Ends the writing loop without cancelling a write, which would cut the connection before the close frame.
        firstMessage.TrySetResult();
        lock (gate)
        {
            isOver = true;
            current?.StopWith(StreamEnd.Aborted);
        }
    }

    private void Take(ReadOnlyMemory<byte> bytes)
    {
        var message = language.Read(bytes);
        if (message.IsResume)
        {
            Resume(message.Cursor);
        }
        else
        {
            Answer(message.Do);
            Note(message.Wish);
        }
    }

    private void Note(string? wish)
    {
        if (wish is not null)
        {
            agent.Requests.Add(
                RequestNote.Of(http).ToRecord(http, agent.Time) with
                {
                    AskedAt = agent.Time.GetUtcNow(),
                    Method = "MESSAGE",
                    Cursor = null,
                    Wish = wish,
                }
            );
        }
    }

    // What a message asks for may let the conversation end, and the stream with it: not before the answer.
    private void Answer(Func<Outgoing?> act)
    {
        notices.Expect();
        try
        {
            if (act() is { } answer)
            {
                Say(answer);
            }
        }
        finally
        {
            notices.Settle();
            current?.WakeUp();
        }
    }

    private void Resume(string? wanted)
    {
        agent.Requests.Add(
            RequestNote.Of(http).ToRecord(http, agent.Time) with
            {
                AskedAt = agent.Time.GetUtcNow(),
                Method = "MESSAGE",
                Cursor = wanted,
            }
        );
        lock (gate)
        {
            cursor = wanted;
            current?.StopWith(StreamEnd.Replaced);
        }
    }

    private void Say(in Outgoing answer)
    {
        if (!notices.TryAdd(answer))
        {
            closeWith = WebSocketCloseStatus.PolicyViolation;
            current?.StopWith(StreamEnd.Aborted);
            return;
        }

        current?.WakeUp();
    }

    // RFC 6455 §7.1.1: the connection is closed cleanly only after both sides have sent a close frame. Cutting it before
    // would take back what the client has not read yet.
    private async Task WaitForCloseAsync(Task reading)
    {
        try
        {
            await reading.WaitAsync(CloseWait, agent.Time, http.RequestAborted);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // The client does not answer; the connection is cut.
        }
    }

    private async Task CloseAsync(StreamEnd end)
    {
        var status =
            closeWith
            ?? end switch
            {
                StreamEnd.SlowConsumer => (WebSocketCloseStatus)4429,
                StreamEnd.Drained => WebSocketCloseStatus.EndpointUnavailable, // 1001: going away
                _ => WebSocketCloseStatus.NormalClosure,
            };
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(status, end.ToString(), gone.Token);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client was faster.
        }
    }
}

using System.Net.WebSockets;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Dialects;

/// <summary>
/// What one client has to say in a dialect whose streams are answers to messages, or that says everything on the stream's own
/// WebSocket. Joins the client's requests with its transport. Thread-safe.
/// </summary>
internal sealed class Outbox
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = New();
    private Task lastSent = Task.CompletedTask;
    private SubmitWish? message;
    private ClientWebSocket? socket;
    private ReadOnlyMemory<byte> repeated;

    /// <summary>The client's own id.</summary>
    internal Guid ClientId { get; } = Guid.CreateVersion7();

    /// <summary>The last message that was submitted: the one whose turn is to be streamed.</summary>
    internal async Task<SubmitWish> MessageAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (message is { } found)
                {
                    return found;
                }

                next = changed.Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    internal void Submit(SubmitWish wish)
    {
        lock (gate)
        {
            message = wish;
            Announce();
        }
    }

    /// <summary>The WebSocket to speak on from now on; null when it is gone.</summary>
    internal void Use(ClientWebSocket? next)
    {
        lock (gate)
        {
            socket = next;
            Announce();
        }
    }

    /// <summary>From the next WebSocket on this is said on each: nobody knows whether it arrived on the one before.</summary>
    internal void Repeat(ReadOnlyMemory<byte> text)
    {
        lock (gate)
        {
            repeated = text;
        }
    }

    /// <summary>Takes a new WebSocket, and says on it what is to be repeated.</summary>
    internal async Task UseAsync(ClientWebSocket next, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> text;
        lock (gate)
        {
            text = repeated;
        }

        if (!text.IsEmpty)
        {
            await next.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }

        Use(next);
    }

    /// <summary>Sends one message on the open WebSocket, once there is one.</summary>
    /// <exception cref="WebSocketException">The connection broke under it.</exception>
    internal async Task SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation)
    {
        var open = await SocketAsync(cancellation);
        var sent = New();
        Task before;
        lock (gate)
        {
            (before, lastSent) = (lastSent, sent.Task);
        }

        try
        {
            await before; // a WebSocket takes one message at a time
            await open.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        finally
        {
            sent.SetResult();
        }
    }

    private async Task<ClientWebSocket> SocketAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (socket is { State: WebSocketState.Open } open)
                {
                    return open;
                }

                next = changed.Task;
            }

            await next.WaitAsync(cancellation);
        }
    }

    private void Announce()
    {
        changed.TrySetResult();
        changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

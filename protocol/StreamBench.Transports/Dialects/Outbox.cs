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
    private ClientWebSocket? toldOn;
    private ReadOnlyMemory<byte> repeated;
    private TaskCompletionSource told = New();

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

    /// <summary>Takes a new WebSocket, and says on it what is to be repeated, before anything else.</summary>
    /// <exception cref="WebSocketException">The connection broke under it.</exception>
    internal async Task UseAsync(ClientWebSocket next, CancellationToken cancellation)
    {
        var telling = TellAsync(next, cancellation);
        lock (gate)
        {
            socket = next;
            Announce();
        }

        await telling;
        await TellAsync(next, cancellation); // what was given meanwhile may have gone to the one before
    }

    /// <summary>
    /// Says this on the open WebSocket, and on each that follows: nobody knows whether it arrived on the one before. Completes once it
    /// has been said on one.
    /// </summary>
    internal async Task SendAndRepeatAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation)
    {
        ClientWebSocket? open;
        Task once;
        lock (gate)
        {
            (repeated, toldOn, told) = (text, null, New());
            once = told.Task;
            open = socket is { State: WebSocketState.Open } ? socket : null;
        }

        if (open is not null)
        {
            try
            {
                await TellAsync(open, cancellation);
            }
            catch (Exception broken) when (broken is WebSocketException or ObjectDisposedException)
            {
                // The next one is told.
            }
        }

        await once.WaitAsync(cancellation);
    }

    /// <summary>Sends one message on the open WebSocket, once there is one.</summary>
    /// <exception cref="WebSocketException">The connection broke under it.</exception>
    internal async Task SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation) =>
        await SendAsync(await SocketAsync(cancellation), text, cancellation);

    private async Task TellAsync(ClientWebSocket on, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> text;
        TaskCompletionSource once;
        lock (gate)
        {
            if (repeated.IsEmpty || toldOn == on)
            {
                return;
            }

            (text, toldOn, once) = (repeated, on, told);
        }

        await SendAsync(on, text, cancellation);
        once.TrySetResult();
    }

    private async Task SendAsync(ClientWebSocket on, ReadOnlyMemory<byte> text, CancellationToken cancellation)
    {
        var sent = New();
        Task before;
        lock (gate)
        {
            (before, lastSent) = (lastSent, sent.Task);
        }

        try
        {
            await before; // a WebSocket takes one message at a time
            await on.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }
        catch (OperationCanceledException gone) when (!cancellation.IsCancellationRequested)
        {
            // What a WebSocket that breaks under a message says when its reader has noticed first.
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, gone);
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

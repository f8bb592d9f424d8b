using System.Net.WebSockets;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Dialects;

/// <summary>
/// What one client has to say in a dialect whose streams are answers to messages, or that says everything on the stream's own
/// WebSocket. Joins the client's requests with its transport. Thread-safe.
/// </summary>
internal sealed class Outbox
{
    /// <summary>Most messages that are said again on a new WebSocket; the oldest is forgotten for a further one.</summary>
    private const int MostRepeated = 16;

    private readonly Lock gate = new();
    private readonly List<Repeated> repeated = [];
    private TaskCompletionSource changed = New();
    private Task lastSent = Task.CompletedTask;
    private SubmitWish? message;
    private WebSocket? socket;

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
    internal async Task UseAsync(WebSocket next, CancellationToken cancellation)
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
    /// <param name="key">What it is about; it takes the place of what was said of that before.</param>
    /// <param name="text">The message.</param>
    /// <param name="cancellation">Ends the wait; the message stays.</param>
    internal async Task SendAndRepeatAsync(string key, ReadOnlyMemory<byte> text, CancellationToken cancellation)
    {
        var said = new Repeated(key, text);
        WebSocket? open;
        lock (gate)
        {
            Forget(repeated.Find(one => one.Key == key));
            Forget(repeated.Count == MostRepeated ? repeated[0] : null);
            repeated.Add(said);
            open = socket is { State: WebSocketState.Open } ? socket : null;
        }

        if (open is not null)
        {
            try
            {
                await TellAsync(said, open, cancellation);
            }
            catch (Exception broken) when (broken is WebSocketException or ObjectDisposedException)
            {
                // The next one is told.
            }
        }

        await said.Once.Task.WaitAsync(cancellation);
    }

    /// <summary>Sends one message on the open WebSocket, once there is one.</summary>
    /// <exception cref="WebSocketException">The connection broke under it.</exception>
    internal async Task SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellation) =>
        await SendAsync(await SocketAsync(cancellation), text, cancellation);

    private void Forget(Repeated? said)
    {
        if (said is not null)
        {
            repeated.Remove(said);
            said.Once.TrySetException(
                new WebSocketException(WebSocketError.InvalidState, "something newer took its place")
            );
        }
    }

    private async Task TellAsync(WebSocket on, CancellationToken cancellation)
    {
        Repeated[] all;
        lock (gate)
        {
            all = [.. repeated];
        }

        foreach (var one in all)
        {
            await TellAsync(one, on, cancellation);
        }
    }

    private async Task TellAsync(Repeated said, WebSocket on, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (said.SaidOn == on)
            {
                return;
            }

            said.SaidOn = on;
        }

        await SendAsync(on, said.Text, cancellation);
        said.Once.TrySetResult();
    }

    private async Task SendAsync(WebSocket on, ReadOnlyMemory<byte> text, CancellationToken cancellation)
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

    private async Task<WebSocket> SocketAsync(CancellationToken cancellation)
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

    private sealed class Repeated(string key, ReadOnlyMemory<byte> text)
    {
        internal string Key => key;

        internal ReadOnlyMemory<byte> Text => text;

        internal WebSocket? SaidOn { get; set; }

        internal TaskCompletionSource Once { get; } = New();
    }
}

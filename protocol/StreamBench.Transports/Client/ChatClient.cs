using System.Text.Json;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.Transports.Client;

/// <summary>
/// The reference client of one conversation: transport, decoder, resume policy and reducer, joined by one loop. It reads one
/// stream at a time, never loses the cursor of the last applied event, never takes the end of a stream for the end of an
/// answer, repairs holes, and gives up visibly.
/// </summary>
/// <remarks>
/// Requests and looks at the state are safe from any thread; <see cref="RunAsync"/> runs once at a time. Source: StreamBench
/// protocol §3.14 and §6.
/// </remarks>
public sealed class ChatClient : IAsyncDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly ChatClientParts parts;
    private readonly ClientRun run;
    private readonly PatientRequests requests;
    private Task? running;
    private bool isDisposed;

    /// <summary>Makes a client that has not connected yet.</summary>
    public ChatClient(ChatClientParts parts, ClientConfig config, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(parts);
        this.parts = parts;
        run = new ClientRun(parts, config, time);
        requests = new PatientRequests(config, run.Log, time);
    }

    /// <summary>
    /// Follows the conversation until <paramref name="until"/> holds (with no hole and no known divergence left), the server says
    /// that all is done, or there is no way on. A later call goes on where this one stopped.
    /// </summary>
    /// <param name="until">What to wait for; null for the server's own end. Called on the reading loop.</param>
    /// <param name="cancellation">Stops the run: the outcome is then <see cref="ClientOutcome.Stopped"/>.</param>
    /// <exception cref="InvalidOperationException">A run is going on already.</exception>
    public Task<ClientObservation> RunAsync(
        Func<ConversationState, bool>? until = null,
        CancellationToken cancellation = default
    )
    {
        if (running is { IsCompleted: false })
        {
            throw new InvalidOperationException("this client runs already; await the run before starting another");
        }

        run.Until = until;
        var following = FollowAsync(cancellation);
        running = following;
        return following;
    }

    /// <summary>Sends a message; tried again with the same id while the answer is missing.</summary>
    public Task<ChatReply> SubmitAsync(ChatMessage message, CancellationToken cancellation = default) =>
        SendAsync(
            "submit",
            message.ClientMessageId,
            stop => parts.Requests.SubmitAsync(run.Caller, message, stop),
            () => false,
            cancellation
        );

    /// <summary>
    /// Answers an approval; tried again with the same key while the answer is missing and the stream has not told the decision.
    /// </summary>
    public Task<ChatReply> DecideAsync(
        string approval,
        string decision,
        JsonElement editedArgs = default,
        CancellationToken cancellation = default
    )
    {
        var answer = new ChatDecision(approval, decision, $"{parts.Conversation}/{approval}/{decision}", editedArgs);
        return SendAsync(
            "decide",
            answer.IdempotencyKey,
            stop => parts.Requests.DecideAsync(run.Caller, answer, stop),
            () => Read(reducer => reducer.State.Approvals.Any(a => a.Id == approval && a.Decision is not null)),
            cancellation
        );
    }

    /// <summary>Asks for the end of one turn; that the turn has ended meanwhile (409) is no error.</summary>
    public Task<ChatReply> CancelTurnAsync(string turn, CancellationToken cancellation = default) =>
        SendAsync(
            "cancel",
            turn,
            stop => parts.Requests.CancelAsync(run.Caller, turn, stop),
            () => Read(reducer => reducer.State.Turns.Any(t => t.Id == turn && !t.AcceptsEvents)),
            cancellation
        );

    /// <summary>
    /// Brings the result of a tool that ran here; tried again with the same key while the answer is missing and the stream has
    /// not shown the result.
    /// </summary>
    /// <param name="item">The server's id of the call.</param>
    /// <param name="result">Any JSON value.</param>
    /// <param name="isError">True when the tool failed.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<ChatReply> SubmitToolResultAsync(
        string item,
        JsonElement result,
        bool isError = false,
        CancellationToken cancellation = default
    )
    {
        var found = new ChatToolResult(item, result, $"{parts.Conversation}/{item}/result", isError);
        return SendAsync(
            "tool-result",
            found.IdempotencyKey,
            stop => parts.Requests.SubmitToolResultAsync(run.Caller, found, stop),
            () =>
                Read(reducer =>
                    reducer.State.Items.GetValueOrDefault(item) is { Result.ValueKind: not JsonValueKind.Undefined }
                ),
            cancellation
        );
    }

    /// <summary>Fetches the history and takes its state unless this one is newer; the next connection streams from its cursor.</summary>
    public async Task<ChatReply> LoadHistoryAsync(CancellationToken cancellation = default)
    {
        var reply = await FetchHistoryAsync(cancellation);
        run.Adopt(reply);
        return reply;
    }

    /// <summary>Fetches the history and leaves this client's state alone.</summary>
    public Task<ChatReply> FetchHistoryAsync(CancellationToken cancellation = default) =>
        SendAsync(
            "history",
            null,
            stop => PagedHistory.FetchAsync(parts.Requests, run.Caller, stop),
            () => false,
            cancellation
        );

    /// <summary>Looks at the state while no event is being applied.</summary>
    public T Read<T>(Func<Reducer, T> look) => run.Read(look);

    /// <summary>Completes once <paramref name="condition"/> holds. Called on the reading loop.</summary>
    public Task WhenAsync(Func<ConversationState, bool> condition) => run.WhenAsync(condition);

    /// <summary>Asks for a new connection. Any number of calls, at any moment, never make two at a time.</summary>
    public void Reconnect() => run.Signals.Ask();

    /// <summary>Stops reading, with the stream left open, until <see cref="ResumeReading"/>.</summary>
    public void PauseReading() => run.Signals.Hold();

    /// <summary>Reads on.</summary>
    public void ResumeReading() => run.Signals.Release();

    /// <summary>Closes the stream at once and waits for everything that was started.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, true))
        {
            return;
        }

        await closing.CancelAsync();
        if (running is not null)
        {
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        closing.Dispose();
    }

    private async Task<ClientObservation> FollowAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(closing.Token, cancellation);
        try
        {
            var loop = new ConnectionLoop(parts, run, FetchHistoryAsync);
            var (outcome, code) = await loop.RunAsync(stop.Token);
            return Conclude(outcome, code);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Conclude(ClientOutcome.Stopped, "stopped");
        }
        finally
        {
            parts.Watch.OnStatus?.Invoke("closed");
        }
    }

    private async Task<ChatReply> SendAsync(
        string name,
        string? key,
        Func<CancellationToken, Task<ChatReply>> send,
        Func<bool> isSettled,
        CancellationToken cancellation
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(closing.Token, cancellation);
        return await requests.SendAsync(name, key, () => send(stop.Token), isSettled, stop.Token);
    }

    private ClientObservation Conclude(ClientOutcome outcome, string? code)
    {
        if (code is not null && outcome is not (ClientOutcome.Ok or ClientOutcome.Stopped))
        {
            run.Log.Surface(new SurfacedError(code, $"the stream could not be followed to its end: {code}", false));
        }

        return run.Log.Conclude(outcome, code, run.Fold);
    }
}

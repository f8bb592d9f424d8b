using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Dialects;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;
using StreamBench.Transports;
using StreamBench.Transports.Client;
using StreamBench.Transports.Http;

namespace StreamBench.Conformance.Reference;

/// <summary>One run of the reference client.</summary>
internal sealed class ReferenceRun : IAsyncDisposable
{
    private readonly CaseOrder order;
    private readonly Action<ClientNote> note;
    private readonly HttpMessageInvoker http;
    private readonly ChatClientParts parts;
    private readonly ClientConfig config;
    private readonly Dialect dialect;
    private readonly ChatClient client;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource disposed = new();
    private TaskCompletionSource<string> token = NewSignal();

    internal ReferenceRun(
        CaseOrder order,
        Func<ChatClientParts, ChatClientParts> plant,
        Func<HttpMessageHandler, HttpMessageHandler>? plantBelow,
        Action<ClientNote> note,
        int seed
    )
    {
        (this.order, this.note) = (order, note);
        config = ConfigOf(order.Config);
        http = TransportHttp.Create(plantBelow);
        dialect =
            DialectList.All.FirstOrDefault(one => one.Word == order.Dialect)
            ?? throw new ArgumentException($"there is no dialect \"{order.Dialect}\"", nameof(order));
        parts = plant(
            PartsOf(order, seed) with
            {
                Headers = [.. order.Config.Headers],
                RefreshHeaders = AskForTokenAsync,
                Watch = new ClientWatch { OnEvent = Observes("states") ? TellState : null },
            }
        );
        client = new ChatClient(parts, config, TimeProvider.System);
    }

    internal async Task<CaseAnswer> PlayAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, disposed.Token);
        stop.CancelAfter(order.Stop.DeadlineMs);
        if (Observes("events"))
        {
            return await ReadEventsAsync(stop.Token);
        }

        var submitting = order.Message is { } message
            ? client.SubmitAsync(new ChatMessage(message.Text, message.ClientMessageId), stop.Token)
            : Task.FromResult(new ChatReply(200));
        var seen = await client.RunAsync(Until(), stop.Token);
        await ((Task)submitting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new CaseAnswer
        {
            Run = order.Run,
            Outcome = OutcomeOf(seen),
            Code = seen.Code == "stopped" ? (disposed.IsCancellationRequested ? null : "deadline") : seen.Code,
            State = WithErrors(client.Read(reducer => StateOf(reducer, seen.Cursor)), seen),
            Stats = JsonSerializer.SerializeToElement(
                seen.Outcomes.ToDictionary(one => one.Key.ToString(), one => one.Value, StringComparer.Ordinal)
            ),
            Log = ConnectionLog.Of(seen),
        };
    }

    internal async Task<ActionAnswer> DoAsync(ActionOrder action, CancellationToken cancellation)
    {
        var answer = new ActionAnswer
        {
            Run = action.Run,
            Step = action.Step,
            Ok = true,
        };
        switch (action.Action)
        {
            case "approve":
            case "reject":
                var decision = action.Action == "approve" ? "approved" : "rejected";
                return From(answer, await client.DecideAsync(action.Id ?? "", decision, cancellation: cancellation));
            case "cancel":
                return From(answer, await client.CancelTurnAsync(action.Id ?? "", cancellation));
            case "send":
            case "regenerate":
                var message = new ChatMessage(action.Text ?? "again", action.ClientMessageId ?? action.Step);
                return From(answer, await client.SubmitAsync(message, cancellation));
            case "toolResult":
                return From(
                    answer,
                    await client.SubmitToolResultAsync(action.Id ?? "", action.Result, cancellation: cancellation)
                );
            case "fetchHistory":
                return await FetchHistoryAsync(answer, cancellation);
            case "resume":
                client.Reconnect();
                return answer;
            case "pauseRead":
                client.PauseReading();
                return answer;
            case "resumeRead":
                client.ResumeReading();
                return answer;
            case "setToken":
                GiveToken(action.Text ?? "");
                return answer;
            case "dispose":
                await disposed.CancelAsync();
                return answer;
            default:
                return answer with { Ok = false, Unsupported = true };
        }
    }

    public async ValueTask DisposeAsync()
    {
        await disposed.CancelAsync();
        await client.DisposeAsync();
        http.Dispose();
        disposed.Dispose();
    }

    private static ActionAnswer From(ActionAnswer answer, ChatReply reply) =>
        answer with
        {
            // An answer of any kind is an answer: that it came too late (409, 410) is no failure of the client.
            Ok = reply.IsSuccess || reply.Status is 404 or 409 or 410,
            Status = reply.Status,
            Message = reply.IsSuccess ? null : $"status {reply.Status}",
        };

    private async Task<ActionAnswer> FetchHistoryAsync(ActionAnswer answer, CancellationToken cancellation)
    {
        await using var second = new ChatClient(parts, config, TimeProvider.System);
        var reply = await second.LoadHistoryAsync(cancellation);
        return From(answer, reply) with { State = second.Read(reducer => StateOf(reducer, reply.Text("cursor"))) };
    }

    private ChatClientParts PartsOf(CaseOrder order, int seed)
    {
        var (server, decoder, time) = (new Uri(order.Url), dialect.NewDecoder(), TimeProvider.System);
        return dialect.On(order.Transport) is { } address
            ? ReferenceClient.Create(order.Conversation, address, server, http, decoder, config, seed, time)
            : ReferenceClient.Create(order.Conversation, order.Transport, server, http, decoder, config, seed, time);
    }

    private Func<ConversationState, bool>? Until() =>
        order.Stop.When switch
        {
            "turn_end" => state =>
                state.InputEnabled && state.Turns.Count(turn => turn.Status != TurnStatus.Open) >= order.Stop.Turns,
            "dispose" => _ => false,
            _ => null,
        };

    private string OutcomeOf(ClientObservation seen) =>
        seen.Outcome switch
        {
            ClientOutcome.Ok => "ok",
            ClientOutcome.GaveUp => "gave_up",
            ClientOutcome.AuthRequired => "auth_required",
            ClientOutcome.Stopped when disposed.IsCancellationRequested => "ok",
            _ => "error",
        };

    // What an EventSource does: every event with its type, data and last event id.
    private async Task<CaseAnswer> ReadEventsAsync(CancellationToken stop)
    {
        await using var connection = await parts.Transport.OpenAsync(new StreamRequest(order.Conversation), stop);
        while (await connection.ReadAsync(stop))
        {
            var frame = connection.Current;
            note(
                new EventNote(
                    order.Run,
                    frame.EventName ?? "message",
                    Encoding.UTF8.GetString(frame.Data.Span),
                    frame.Id ?? ""
                )
            );
        }

        return new CaseAnswer
        {
            Run = order.Run,
            Outcome = "ok",
            State = JsonSerializer.SerializeToElement(
                new JsonObject
                {
                    ["lastEventId"] = connection.LastEventId,
                    ["retryMs"] = connection.Retry is { } retry ? (long)retry.TotalMilliseconds : null,
                }
            ),
        };
    }

    private void TellState(StreamEvent happening, string? cursor, Outcomes outcomes, Reducer reducer)
    {
        // A snapshot or a close that puts the state right has changed it, too.
        if (outcomes.Own is { IsApplied: true } or { Kind: OutcomeKind.Diverged })
        {
            note(new StateNote(order.Run, CursorOf(reducer.State, cursor), StateOf(reducer, null)));
        }
    }

    // The client's own cursor moves with the last seq; a native server can read either. In other dialects an event may be one of
    // several that a frame brings: there is no cursor between them.
    private string? CursorOf(ConversationState state, string? cursor) =>
        dialect.IsNative ? $"{state.Epoch}:{state.LastSeq}" : cursor;

    private static JsonElement StateOf(Reducer reducer, string? cursor)
    {
        var content = JsonObject.Create(StateContent.ToJson(reducer.State))!;
        content["cursor"] = cursor;
        content["inputEnabled"] = reducer.State.InputEnabled;
        return JsonSerializer.SerializeToElement(content);
    }

    private static JsonElement WithErrors(JsonElement state, ClientObservation seen)
    {
        var shown = JsonObject.Create(state)!;
        shown["errors"] = new JsonArray([.. seen.Errors.Select(error => JsonValue.Create(error.Code))]);
        return JsonSerializer.SerializeToElement(shown);
    }

    private async Task<ImmutableDictionary<string, string>?> AskForTokenAsync(CancellationToken cancellation)
    {
        Task<string> given;
        lock (gate)
        {
            token = NewSignal();
            given = token.Task;
        }

        note(new TokenNote(order.Run));
        var fresh = await given.WaitAsync(cancellation);
        return fresh.Length == 0 ? null : parts.Headers.SetItem("authorization", $"Bearer {fresh}"); // nobody to ask: sign in again
    }

    private void GiveToken(string text)
    {
        lock (gate)
        {
            token.TrySetResult(text);
        }
    }

    private bool Observes(string what) => order.Observe.Contains(what, StringComparer.Ordinal);

    private static TaskCompletionSource<string> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static ClientConfig ConfigOf(CaseConfig config) =>
        new()
        {
            InitialRetry = TimeSpan.FromMilliseconds(config.InitialRetryMs),
            MaxRetry = TimeSpan.FromMilliseconds(config.MaxRetryMs),
            IdleTimeout = TimeSpan.FromMilliseconds(config.IdleTimeoutMs),
            TurnTimeout = TimeSpan.FromMilliseconds(config.TurnTimeoutMs),
            ConnectTimeout = TimeSpan.FromMilliseconds(config.ConnectTimeoutMs),
            MaxEventBytes = config.MaxEventBytes,
        };
}

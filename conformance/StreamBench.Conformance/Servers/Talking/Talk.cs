using System.Collections.Immutable;
using StreamBench.Conformance.Servers.Running;
using StreamBench.FakeAgent.Scripts;
using StreamBench.Protocol.Events;
using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Conformance.Servers.Talking;

/// <summary>One conversation with the server under test.</summary>
internal sealed class Talk(ServerRun run, string conversation, string? script)
{
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TurnTally> tallies = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Script? played = script is null ? null : ShippedScripts.Find(script);
    private int said;

    internal ServerRun Run => run;

    internal string Id => conversation;

    /// <summary>The turn that the first message opened.</summary>
    internal string Turn { get; private set; } = "";

    /// <summary>How many turns are played.</summary>
    internal int Turns => played?.Turns.Length ?? 1;

    /// <summary>Keeps what a reader knew of turns when it had come to this cursor, for those that resume there.</summary>
    internal void Remember(string cursor, TurnTally tally)
    {
        lock (gate)
        {
            tallies[cursor] = tally;
        }
    }

    /// <summary>Says the first message, which has to be taken.</summary>
    internal async Task<Talk> BeginAsync(CancellationToken cancellation)
    {
        var reply = await SayAsync("m1", cancellation);
        Turn = reply.IsSuccess
            ? reply.Text("turn") ?? throw new ServerFaultException("the answer to a message names no turn")
            : throw new ServerFaultException($"a message was answered {Told(reply)}, expected 202 with its turn");
        return this;
    }

    /// <summary>The body of a message, as it stands on the wire.</summary>
    internal string MessageJson(string messageId) =>
        script is null
            ? $"{{\"text\":\"hi\",\"clientMessageId\":\"{messageId}\"}}"
            : $"{{\"text\":\"hi\",\"clientMessageId\":\"{messageId}\",\"script\":\"{script}\"}}";

    /// <summary>Says something under this message id.</summary>
    internal async Task<ChatReply> SayAsync(string messageId, CancellationToken cancellation)
    {
        Interlocked.Increment(ref said);
        var reply = await Requests().SubmitAsync(Caller(), new ChatMessage("hi", messageId, script), cancellation);
        return Noted($"POST turns {messageId}", reply);
    }

    /// <summary>Decides an approval.</summary>
    internal async Task<ChatReply> DecideAsync(
        string approval,
        string decision,
        string key,
        CancellationToken cancellation
    ) =>
        Noted(
            $"POST approvals/{approval} {decision} {key}",
            await Requests().DecideAsync(Caller(), new ChatDecision(approval, decision, key), cancellation)
        );

    /// <summary>Cancels a turn.</summary>
    internal async Task<ChatReply> CancelAsync(string turn, CancellationToken cancellation) =>
        Noted($"POST turns/{turn}/cancel", await Requests().CancelAsync(Caller(), turn, cancellation));

    /// <summary>Fetches the history.</summary>
    internal async Task<ChatReply> HistoryAsync(CancellationToken cancellation) =>
        Noted("GET history", await Requests().HistoryAsync(Caller(), null, cancellation));

    /// <summary>Opens the stream after a cursor, or from the beginning.</summary>
    internal async Task<Listener> OpenAsync(string? cursor, CancellationToken cancellation, string? transport = null)
    {
        var name = transport ?? run.Plan.Transport;
        run.Note($"{name}: open {(cursor is null ? "from the beginning" : $"after {cursor}")}");
        var request = new StreamRequest(conversation, cursor) { Headers = Headers() };
        return new Listener(await run.Link.Stream(name).OpenAsync(request, cancellation), this, name, TallyAt(cursor));
    }

    /// <summary>As <see cref="OpenAsync"/>, and everything to the end.</summary>
    internal async Task<Listener> HearAsync(string? cursor, CancellationToken cancellation, string? transport = null)
    {
        await using var listener = await OpenAsync(cursor, cancellation, transport);
        return await listener.ToEndAsync(cancellation);
    }

    /// <summary>Approves what is asked, and says the next message when a turn has ended. Whoever hears it first answers.</summary>
    internal async Task AnswerAsync(StreamEvent happening, TurnTally tally, CancellationToken cancellation)
    {
        if (happening is ApprovalRequest request && IsNew($"approval {request.Approval}"))
        {
            await DecideAsync(request.Approval, Decisions.Approved, $"k-{request.Approval}", cancellation);
        }

        if (
            happening is TurnClose close
            && played is { Advance: ScriptAdvance.User }
            && !tally.IsOver(Turns)
            && IsNew($"turn {close.Turn}")
        )
        {
            await SayAsync($"m{said + 1}", cancellation);
        }
    }

    /// <summary>An answer in words, for messages.</summary>
    internal static string Told(ChatReply reply) =>
        reply.Failure is { } failure ? $"{failure.Kind} ({failure.Detail})" : $"{reply.Status}";

    internal Caller Caller() => new(conversation, Headers());

    private ImmutableDictionary<string, string> Headers() => run.Link.Headers;

    private IChatRequests Requests() => run.Link.Requests;

    private ChatReply Noted(string what, ChatReply reply)
    {
        run.Note($"{what} → {Told(reply)}");
        return reply;
    }

    private TurnTally TallyAt(string? cursor)
    {
        lock (gate)
        {
            return cursor is null ? TurnTally.Empty : tallies.GetValueOrDefault(cursor, TurnTally.Empty);
        }
    }

    private bool IsNew(string what)
    {
        lock (gate)
        {
            return answered.Add(what);
        }
    }
}

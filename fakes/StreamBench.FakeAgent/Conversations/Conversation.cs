using System.Collections.Concurrent;
using System.Text.Json;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Conversations;

/// <summary>
/// A script being played into a journal. It outlives its connections, and goes on while nobody listens. Thread-safe.
/// </summary>
public sealed partial class Conversation : IAgendaItem
{
    private readonly Lock gate = new();
    private readonly Agenda agenda;
    private readonly Appointment appointment;
    private readonly TimeProvider time;
    private readonly ConversationOptions options;
    private readonly Playlist playlist;
    private readonly RecentMap<SubmittedTurn> messages;
    private readonly RecentMap<(string Approval, string Decision)> keys;
    private readonly LateEcho lateEcho = new();
    private TimeSpan? scheduled;
    private int subscriptions;
    private int subscribers;
    private bool finished;
    private volatile bool isRetired;

    internal Conversation(
        string id,
        Script script,
        ConversationOptions options,
        Epochs epochs,
        Agenda agenda,
        TimeProvider time
    )
    {
        (Id, Script, this.options, this.agenda, this.time) = (id, script, options, agenda, time);
        appointment = new Appointment(this);
        Journal = new Journal(options.Journal, epochs, time);
        Views = new DialectViews(Journal);
        Behaviour = options.Behaviour;
        playlist = new Playlist(script, options.Pace);
        messages = new(options.RememberedKeys);
        keys = new(options.RememberedKeys);
        Journal.Subscribe(milestones.Look);
    }

    /// <summary>Its id, as it stands in addresses.</summary>
    public string Id { get; }

    /// <summary>What it plays.</summary>
    public Script Script { get; }

    /// <summary>What it has said.</summary>
    public Journal Journal { get; }

    /// <summary>How its subscribers are treated; a change holds from the next request on.</summary>
    public AgentBehaviour Behaviour
    {
        get => Volatile.Read(ref field);
        set
        {
            Volatile.Write(ref field, value);
            Refusals = new RefusalCount(value.Refuse);
            LostAnswers = new LostAnswerCount(value.LosesAnswers);
        }
    }

    /// <summary>True when everything that was asked for has been said. A new message makes it false again.</summary>
    public bool IsFinished => Volatile.Read(ref finished);

    /// <summary>How many subscribers are connected now.</summary>
    public int Subscribers => Volatile.Read(ref subscribers);

    internal RefusalCount Refusals { get; private set; } = new([]);

    internal LostAnswerCount LostAnswers { get; private set; } = new(null);

    internal FaultLedger FaultLedger { get; } = new();

    internal ConcurrentDictionary<Subscription, int> Readers { get; } = new();

    internal DialectViews Views { get; }

    internal SharedPosition SharedPosition { get; } = new();

    internal Intruders Intruders { get; } = new();

    internal ConversationOptions Options => options;

    /// <summary>
    /// Takes a message: opens the script's next turn, or, when there is none, lets the script begin again. The same
    /// <paramref name="clientMessageId"/> again gives the same turn, never a second one.
    /// </summary>
    /// <param name="text">What the user says; null keeps the script's own words.</param>
    /// <param name="clientMessageId">The client's id of the message, or null.</param>
    public SubmittedTurn Submit(string? text, string? clientMessageId)
    {
        lock (gate)
        {
            if (clientMessageId is not null && messages.TryGet(clientMessageId, out var before))
            {
                return before with { IsRepeat = true };
            }

            var message = text is null && clientMessageId is null ? null : new UserMessage(text ?? "", clientMessageId);
            var turn = playlist.StartTurn(message, agenda.Now);
            var submitted = new SubmittedTurn(turn, Journal.CursorText(Journal.Window.LastSeq));
            if (clientMessageId is not null)
            {
                messages.Add(clientMessageId, submitted);
            }

            Volatile.Write(ref finished, false);
            Schedule();
            return submitted;
        }
    }

    /// <summary>An event of another conversation gets into a stream of this one.</summary>
    internal void Intrude(in Outgoing stranger)
    {
        if (Intruders.TryAdd(stranger))
        {
            foreach (var reader in Readers.Keys)
            {
                reader.WakeUp();
            }
        }
    }

    /// <summary>Answers an approval.</summary>
    /// <param name="approval">Its id.</param>
    /// <param name="decision">One of the protocol's decisions.</param>
    /// <param name="editedArgs">The arguments as a person changed them, or undefined.</param>
    /// <param name="by">Who decided, or null.</param>
    /// <param name="idempotencyKey">The request's key, or null: the same key never decides two things.</param>
    public DecisionAnswer Decide(
        string approval,
        string decision,
        JsonElement editedArgs = default,
        string? by = null,
        string? idempotencyKey = null
    )
    {
        lock (gate)
        {
            if (idempotencyKey is not null)
            {
                if (keys.TryGet(idempotencyKey, out var before) && before != (approval, decision))
                {
                    return new DecisionAnswer(ScriptAnswer.Conflict, KeyReused: true);
                }

                keys.Add(idempotencyKey, (approval, decision));
            }

            return new DecisionAnswer(
                Answer(approval, p => p.Run.Decide(approval, decision, p.Elapsed(agenda.Now), editedArgs, by))
            );
        }
    }

    /// <summary>Brings the result of a tool that runs at the client's side.</summary>
    public ScriptAnswer SubmitToolResult(string item, JsonElement result, bool isError)
    {
        lock (gate)
        {
            return Answer(item, p => p.Run.SubmitToolResult(item, result, isError, p.Elapsed(agenda.Now)));
        }
    }

    /// <summary>Ends a turn with status <c>cancelled</c>; no other turn is touched.</summary>
    public ScriptAnswer Cancel(string turn)
    {
        lock (gate)
        {
            return Answer(turn, p => p.Run.Cancel(turn, p.Elapsed(agenda.Now), Behaviour.EventsAfterCancel));
        }
    }

    /// <summary>Journals an event that is not in the script.</summary>
    /// <exception cref="EventTooLargeException">It exceeds the bound of an event.</exception>
    public JournalEntry Inject(StreamEvent happening) => Journal.Append(happening);

    /// <summary>Acts as a server that crashed: the log is gone, a new epoch begins with low seqs, every connection is cut.</summary>
    /// <param name="dropPending">
    /// True when the server has forgotten what it had asked: the new epoch knows pending approvals as <c>cancelled</c>, and the
    /// script goes on as if somebody had cancelled them. Otherwise they are still pending.
    /// </param>
    public void Restart(bool dropPending = false)
    {
        lock (gate)
        {
            Journal.Restart(dropPending ? playlist.Withdraw(agenda.Now) : null);
            Schedule();
        }
    }

    /// <summary>Nobody will ask for it again: plays no further, and ends its streams.</summary>
    internal void Retire()
    {
        isRetired = true;
        appointment.Cancel();
        foreach (var reader in Readers.Keys)
        {
            reader.StopWith(StreamEnd.Restarted);
        }
    }

    /// <summary>What history shows: the state, unless the behaviour lets it lag.</summary>
    public JournalSummary History() => LaggingHistory.Read(Journal, Behaviour.HistoryLag);

    /// <summary>Ends every stream that is open now with <c>bye</c>, in the middle of whatever is said.</summary>
    /// <param name="reason">One of the protocol's reasons: <c>drain</c>, <c>limit</c>, <c>slow_consumer</c>, <c>done</c>.</param>
    public void SendAway(string reason)
    {
        foreach (var reader in Readers.Keys)
        {
            reader.StopWith(StreamEnd.Drained, reason);
        }
    }

    /// <summary>Forgets all but the last <paramref name="keep"/> events for replay.</summary>
    public void Evict(int keep = 0) => Journal.EvictBefore(Journal.Window.LastSeq - keep + 1);

    internal bool TryEnter(out int number)
    {
        number = 0;
        if (Interlocked.Increment(ref subscribers) > options.MaxSubscribers)
        {
            Leave();
            return false;
        }

        number = Interlocked.Increment(ref subscriptions);
        AgentMeter.Subscribers.Add(1);
        return true;
    }

    internal void Leave()
    {
        Interlocked.Decrement(ref subscribers);
        AgentMeter.Subscribers.Add(-1);
        milestones.Look();
    }

    private ScriptAnswer Answer(string id, Func<Performance, ScriptAnswer> ask)
    {
        if (playlist.OwnerOf(id) is not { } owner)
        {
            return ScriptAnswer.Unknown;
        }

        var answer = ask(owner);
        Schedule();
        return answer;
    }
}

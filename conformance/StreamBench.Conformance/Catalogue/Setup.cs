using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace StreamBench.Conformance.Catalogue;

/// <summary>What happens in a case: how server and proxy behave, what the user does, when it ends, and what is checked.</summary>
public sealed record Setup
{
    /// <summary>The fake agent's behaviour, as <c>PUT …/misbehaviour</c> takes it; null for a right one.</summary>
    public JsonNode? Server { get; init; }

    /// <summary>Bytes that are served in place of the fake agent; null for the agent.</summary>
    public Serving? Serve { get; init; }

    /// <summary>What the conversation is made of.</summary>
    public ConversationSetup Conversation { get; init; } = new();

    /// <summary>The fault proxy's rules, as its rule files have them; null for none.</summary>
    public JsonNode? Proxy { get; init; }

    /// <summary>Changes of <see cref="Clients.Messages.CaseConfig"/>: member → value in the same unit.</summary>
    public JsonObject Config { get; init; } = [];

    /// <summary>Who takes part; one client called <c>a</c> unless the case says otherwise.</summary>
    public ImmutableArray<ClientRole> Clients { get; init; } = [new ClientRole()];

    /// <summary>What is done meanwhile, in this order.</summary>
    public ImmutableArray<Step> Steps { get; init; } = [];

    /// <summary>When a client stops: <c>turn_end</c>, <c>stream_end</c> or <c>dispose</c>.</summary>
    public string Stop { get; init; } = "turn_end";

    /// <summary>For <c>turn_end</c>: how many turns; 0 for all of the script.</summary>
    public int Turns { get; init; }

    /// <summary>What a client is to tell on the way.</summary>
    public ImmutableArray<string> Observe { get; init; } = ["final"];

    /// <summary>Who decides approvals and opens the turns after the first: the harness (true), or the steps.</summary>
    public bool AnswersItself { get; init; } = true;

    /// <summary>Where the expected state comes from.</summary>
    public Expectation Expect { get; init; } = new(ExpectedFrom.Journal);

    /// <summary>What is checked.</summary>
    public ImmutableArray<CheckSpec> Checks { get; init; } = [];
}

/// <summary>What a conversation of the fake agent is made of.</summary>
public sealed record ConversationSetup
{
    /// <summary>How long the server asks to wait before a reconnect, in milliseconds.</summary>
    public int RetryMs { get; init; } = 5;

    /// <summary>Longest silence before a heartbeat, in milliseconds.</summary>
    public int HeartbeatMs { get; init; } = 150;

    /// <summary>How fast the script plays: 1 as written, 0 without waits.</summary>
    public double Pace { get; init; }

    /// <summary>Most events kept for replay; null for all.</summary>
    public int? Retain { get; init; }

    /// <summary>Text before every cursor.</summary>
    public string CursorPrefix { get; init; } = "";

    /// <summary>Cursors are whole numbers behind their prefix.</summary>
    public bool NumericCursors { get; init; }

    /// <summary>The play stops after this event until a step releases it; null plays on.</summary>
    public JsonNode? HoldAfter { get; init; }
}

/// <summary>A client that takes part.</summary>
/// <param name="Name">Its name in steps and checks.</param>
/// <param name="Sends">Whether it sends the first message.</param>
/// <param name="Transport">Its transport where it is not the run's.</param>
/// <param name="Joins">False when a step lets it join.</param>
public sealed record ClientRole(string Name = "a", bool Sends = true, string? Transport = null, bool Joins = true);

/// <summary>Something that is done once something has happened.</summary>
/// <param name="When">What has to have happened.</param>
/// <param name="Do">A client's action, or one of the harness's own (<see cref="Running.Deeds"/>).</param>
/// <param name="With">Its arguments.</param>
/// <param name="Client">The client concerned.</param>
/// <param name="Times">How often: a client's action at the same moment, one of the harness's own one after the other.</param>
/// <param name="Waits">False when the next step does not wait for this one's answer.</param>
public sealed record Step(Trigger When, string Do, JsonObject With, string Client, int Times, bool Waits = true);

/// <summary>What a step waits for.</summary>
/// <param name="Kind">What has to happen.</param>
/// <param name="Number">
/// How often, which event, or how many milliseconds; may be a template such as <c>$k</c>. For <see cref="TriggerKind.Asked"/> what is asked.
/// </param>
public sealed record Trigger(TriggerKind Kind, JsonNode? Number = null);

/// <summary>What a step can wait for.</summary>
public enum TriggerKind
{
    /// <summary>Nothing: the step follows the one before.</summary>
    Now,

    /// <summary>The server has sent the event with this seq to a client.</summary>
    Delivered,

    /// <summary>The server's journal has this event.</summary>
    Journalled,

    /// <summary>A stream has been opened this many times.</summary>
    Subscribed,

    /// <summary>A stream is open.</summary>
    Watched,

    /// <summary>No stream is open.</summary>
    Unwatched,

    /// <summary>A client has asked for the stream with the cursor of this event or a later one, so it has everything before.</summary>
    Resumed,

    /// <summary>This many approvals have been requested.</summary>
    Approvals,

    /// <summary>This many turns have ended.</summary>
    TurnsEnded,

    /// <summary>So many milliseconds have passed; for things that must not happen in them.</summary>
    After,

    /// <summary>The client has asked for a fresh token this many times.</summary>
    TokenAsked,

    /// <summary>Something was asked besides the stream: <c>turns</c>, <c>approvals</c>, <c>cancel</c>, <c>tool-results</c> or <c>history</c>.</summary>
    Asked,

    /// <summary>The client's run has ended.</summary>
    Ended,
}

/// <summary>Where the expected state comes from. It is always computed, never written.</summary>
/// <param name="From">From what.</param>
/// <param name="Through">For <see cref="ExpectedFrom.Prefix"/>: the last event.</param>
public sealed record Expectation(ExpectedFrom From, JsonNode? Through = null);

/// <summary>What an expected state is folded from.</summary>
public enum ExpectedFrom
{
    /// <summary>The server's journal at the end: the undisturbed log, with what was decided on the way.</summary>
    Journal,

    /// <summary>The journal up to an event.</summary>
    Prefix,

    /// <summary>The journal without the end of its open turns, which the client closes as timed out by itself.</summary>
    TimedOut,

    /// <summary>The empty state: nothing must have come through.</summary>
    Empty,
}

/// <summary>A check as the catalogue names it.</summary>
/// <param name="Name">Name of a check of <see cref="Judging.Checks"/>.</param>
/// <param name="Id">Its id behind the case's: <c>cursor</c> in <c>RES-007.cursor</c>.</param>
/// <param name="Value">Its argument; null when it has none.</param>
/// <param name="Level">How binding; null for the case's own level.</param>
/// <param name="Rule">The rule; null for the case's own.</param>
public sealed record CheckSpec(string Name, string Id, JsonNode? Value, Level? Level, string? Rule);

using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;

namespace StreamBench.FakeAgent.Endpoints;

/// <summary>The part that all transports share when a client subscribes.</summary>
internal static class Opening
{
    /// <summary>The conversation of that id, made first where that is allowed; or why there is none.</summary>
    internal static (Conversation? Conversation, ApiError? Error) Find(Agent agent, string id) =>
        !ConversationRegistry.IsId(id) ? (null, ApiError.BadId(id))
        : agent.Conversations.Find(id) is { } found ? (found, null)
        : !agent.Options.CreateOnSubscribe ? (null, ApiError.UnknownConversation(id))
        : agent.Conversations.FindOrCreate(id, () => agent.ScriptOf(id)) is { } made ? (made, null)
        : (null, ApiError.TooManyConversations(agent.Options.MaxConversations));

    /// <summary>What the resume contract says to a cursor now.</summary>
    internal static ResumePlan Plan(Conversation conversation, string? cursor)
    {
        // Asked before the window is read: a conversation that ends in between is then seen as running, and ends with bye.
        var finished = conversation.IsFinished;
        var journal = conversation.Journal;
        return ResumeContract.Plan(
            journal,
            journal.Window,
            finished && !conversation.Behaviour.NeverCompletes,
            cursor,
            conversation.Behaviour
        );
    }

    /// <summary>Makes the subscription of a plan; null when the conversation has too many.</summary>
    internal static Subscription? Subscribe(
        Agent agent,
        Conversation conversation,
        ResumePlan plan,
        HttpContext http,
        NoticeQueue? notices = null,
        string? onlyTurn = null
    ) =>
        conversation.TryEnter(out var number)
            ? new Subscription(conversation, number, plan, agent, http.Abort, notices ?? new NoticeQueue())
            {
                OnlyTurn = onlyTurn,
            }
            : null;

    /// <summary>The cursor of a query, or null when it is absent or empty.</summary>
    internal static string? QueryCursor(HttpContext http) =>
        http.Request.Query["cursor"].ToString() is { Length: > 0 } cursor ? cursor : null;
}

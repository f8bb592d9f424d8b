using StreamBench.Load.Engine.Http;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Asking;

/// <summary>How the streams of one dialect ask for a turn, and how their users speak while it goes on. Immutable.</summary>
internal interface ITurnRequests
{
    /// <summary>True when a stream can be opened without a message.</summary>
    bool CanWatch { get; }

    /// <summary>
    /// The request of every stream of a scenario: the one that opens a turn, or another. What differs from
    /// stream to stream stands in it as <c>{{number}}</c>, <c>{{hex}}</c>, <c>{{cursor}}</c> and the fields of the feed.
    /// </summary>
    RequestSpec Spec(RequestPlace place, AskKind kind);

    /// <summary>The user's message, where neither the request nor the first message on the stream has said it.</summary>
    UserWord Submit(RequestPlace place, long number, string text);

    /// <summary>The user's yes to an approval.</summary>
    UserWord Approve(RequestPlace place, long number, string approval);
}

/// <summary>Where the streams of a scenario ask.</summary>
/// <param name="Server">The server, with the path that it has to itself.</param>
/// <param name="Conversations">What every conversation's id begins with; the stream's number follows.</param>
/// <param name="Scenario">What the streams are part of.</param>
internal sealed record RequestPlace(Uri Server, string Conversations, LoadScenario Scenario)
{
    /// <summary>The id of one stream's conversation.</summary>
    internal string ConversationOf(long number) => $"{Conversations}{number}";
}

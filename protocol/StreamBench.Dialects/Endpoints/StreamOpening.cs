using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Endpoints;

/// <summary>What a server understands of a request for a stream.</summary>
/// <param name="Conversation">Id of the conversation.</param>
public record StreamOpening(string Conversation)
{
    /// <summary>The last event that the client has, by its seq; null when it starts afresh.</summary>
    public long? AfterSeq { get; init; }

    /// <summary>What stands where a cursor belongs and is none, or null.</summary>
    public string? MalformedCursor { get; init; }

    /// <summary>The message whose turn the stream is to be, where the request carries one; or null for the whole conversation.</summary>
    public SubmitWish? Message { get; init; }

    /// <summary>
    /// The client's own id, under which the server keeps how far it has written to it; null where clients say themselves where they
    /// are.
    /// </summary>
    public string? ClientId { get; init; }

    /// <summary>The run that the client attaches to again, by its name; null for none. One that nobody knows is passed over.</summary>
    public string? Run { get; init; }

    /// <summary>True when frames are to carry no resume points.</summary>
    public bool OmitsIds { get; init; }

    /// <summary>True when a first message may still name the place to resume from.</summary>
    public bool WaitsForResume { get; init; }

    /// <summary>Why the request is refused, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The HTTP status of such a refusal. Default 400.</summary>
    public int ProblemStatus { get; init; } = 400;
}

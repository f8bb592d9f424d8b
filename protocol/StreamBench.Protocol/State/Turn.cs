using StreamBench.Protocol.Events;

namespace StreamBench.Protocol.State;

/// <summary>One turn of the conversation as it stands. Changed by the reducer only.</summary>
public sealed class Turn
{
    internal Turn(string id) => Id = id;

    /// <summary>The server's id.</summary>
    public string Id { get; }

    /// <summary>One of <see cref="TurnStatus"/>.</summary>
    public string Status { get; internal set; } = TurnStatus.Open;

    /// <summary>The agent that has the turn now, or null.</summary>
    public string? Agent { get; internal set; }

    /// <summary>Why the model stopped, or null.</summary>
    public string? FinishReason { get; internal set; }

    /// <summary>What went wrong, or null.</summary>
    public ErrorInfo? Error { get; internal set; }

    /// <summary>True while the turn is only closed provisionally, by a time-out the client noticed itself.</summary>
    public bool Synthesised { get; internal set; }

    /// <summary>True once another turn replaced this one.</summary>
    public bool Superseded { get; internal set; }

    /// <summary>Id of the turn whose items this one may address, or null.</summary>
    public string? Resumes { get; internal set; }

    /// <summary>True while events of this turn are accepted: until a real <c>turn.close</c>.</summary>
    public bool AcceptsEvents => Status == TurnStatus.Open || Synthesised;

    internal Touch Opened { get; set; }

    internal Touch Changed { get; set; }
}

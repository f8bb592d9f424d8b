namespace StreamBench.Protocol.Events;

/// <summary>A frame about the connection, not the conversation: no seq, no resume point, never a change of state.</summary>
/// <remarks>Source: StreamBench protocol §1, "Control frames".</remarks>
public abstract record ControlFrame : Payload;

/// <summary><c>hello</c>: the first frame of every connection.</summary>
public sealed record Hello : ControlFrame
{
    /// <inheritdoc/>
    public override string Type => EventTypes.Hello;

    /// <summary>Id of the conversation.</summary>
    public required string Conversation { get; init; }

    /// <summary>The journal's generation, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>How the stream goes on: one of <see cref="ResumeMode"/>.</summary>
    public required string Resume { get; init; }

    /// <summary>The oldest seq that the server still keeps.</summary>
    public long FirstSeq { get; init; }

    /// <summary>The newest seq of the journal at this moment.</summary>
    public long LastSeq { get; init; }

    /// <summary>Longest silence that a client should accept, as the distance between heartbeats, in milliseconds; 0 when there are none.</summary>
    public int HeartbeatMs { get; init; }

    /// <summary>Lower bound for a reconnect, in milliseconds.</summary>
    public int RetryMs { get; init; }
}

/// <summary><c>heartbeat</c>: the link lives.</summary>
public sealed record Heartbeat : ControlFrame
{
    /// <inheritdoc/>
    public override string Type => EventTypes.Heartbeat;
}

/// <summary><c>notice</c>: something worth showing to a developer.</summary>
public sealed record Notice : ControlFrame
{
    /// <inheritdoc/>
    public override string Type => EventTypes.Notice;

    /// <summary>Stable machine word, or null.</summary>
    public string? Code { get; init; }

    /// <summary>One sentence for people, or null.</summary>
    public string? Message { get; init; }
}

/// <summary><c>bye</c>: the server will close; says why and when to come back.</summary>
public sealed record Bye : ControlFrame
{
    /// <inheritdoc/>
    public override string Type => EventTypes.Bye;

    /// <summary>One of <see cref="ByeReason"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>Lower bound for a reconnect, in milliseconds.</summary>
    public int RetryMs { get; init; }
}

/// <summary>A frame without seq whose type this version does not know; ignored.</summary>
public sealed record UnknownControl(string WireType) : ControlFrame
{
    /// <inheritdoc/>
    public override string Type => WireType;
}

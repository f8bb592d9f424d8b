namespace StreamBench.Protocol.Events;

/// <summary>One JSON object on a stream: either a sequenced <see cref="StreamEvent"/> or a <see cref="ControlFrame"/>.</summary>
/// <remarks>Source: StreamBench protocol §1 and §6.</remarks>
public abstract record Payload
{
    /// <summary>The value of the wire member <c>type</c>, for example <c>text.append</c>.</summary>
    public abstract string Type { get; }
}

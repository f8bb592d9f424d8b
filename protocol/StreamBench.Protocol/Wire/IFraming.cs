namespace StreamBench.Protocol.Wire;

/// <summary>Finds frames in a stream of bytes. Pure and incremental: any slicing of the same bytes gives the same frames.</summary>
public interface IFraming
{
    /// <summary>True between the first byte of a frame and its end: an end of stream now cuts a frame in two.</summary>
    bool IsInsideFrame { get; }

    /// <summary>How long the server asks clients to wait before a reconnect (SSE <c>retry:</c>), or null when it has not said.</summary>
    TimeSpan? Retry => null;

    /// <summary>The id to resume with as the framing itself keeps it, or null when it keeps none.</summary>
    string? LastEventId => null;

    /// <summary>True once the server has said that this connection brings nothing more, where a connection has no end of its own (polls).</summary>
    bool SaysGoodbye => false;

    /// <summary>
    /// Takes bytes from the front of <paramref name="input"/> until a frame is whole or nothing is left. The frame's memory is
    /// valid until the next call. After <see cref="FramingStep.TooLarge"/> or <see cref="FramingStep.Corrupt"/> the stream is lost.
    /// </summary>
    FramingStep Read(ref ReadOnlySpan<byte> input, out Frame frame);
}

/// <summary>What one call of <see cref="IFraming.Read"/> came to.</summary>
public enum FramingStep
{
    /// <summary>All input is used up; no frame is whole yet.</summary>
    NeedsMore,

    /// <summary>A frame is whole; input may hold more.</summary>
    Frame,

    /// <summary>A frame outgrew its bound: <c>event_too_large</c>.</summary>
    TooLarge,

    /// <summary>The bytes break the framing itself.</summary>
    Corrupt,
}

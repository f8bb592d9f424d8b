using StreamBench.Protocol.Wire;

namespace StreamBench.Transports;

/// <summary>One open stream, read by one reader. Disposing closes it at once, also while a read is pending.</summary>
public interface IStreamConnection : IAsyncDisposable
{
    /// <summary>The frame that the last successful <see cref="ReadAsync"/> found; its memory is valid until the next call.</summary>
    Frame Current { get; }

    /// <summary>How the stream ended, or null while it is open.</summary>
    StreamEnd? End { get; }

    /// <summary>How long the server asks clients to wait before a reconnect, or null when the transport has no word for it.</summary>
    TimeSpan? Retry => null;

    /// <summary>The id to resume with as the transport itself keeps it (SSE, also from blocks without data); null where it keeps none.</summary>
    string? LastEventId => null;

    /// <summary>Waits for the next frame; false once <see cref="End"/> is set.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled; the connection is of no more use.</exception>
    ValueTask<bool> ReadAsync(CancellationToken cancellation);

    /// <summary>Tells a polling connection how far its reader has come, so that the next poll asks from there.</summary>
    void Acknowledge(string cursor) { }
}

using StreamBench.Protocol.Wire;
using StreamBench.Transports;

namespace StreamBench.Mutants;

/// <summary>A transport whose connections are changed.</summary>
/// <param name="right">The right transport.</param>
/// <param name="open">Opens a connection by the right one, or not.</param>
internal sealed class StreamBug(
    IStreamTransport right,
    Func<IStreamTransport, StreamRequest, CancellationToken, ValueTask<IStreamConnection>> open
) : IStreamTransport
{
    /// <inheritdoc/>
    public string Name => right.Name;

    /// <inheritdoc/>
    public ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation) =>
        open(right, request, cancellation);
}

/// <summary>A connection that is passed on as it is; its heirs change one thing each.</summary>
internal class ConnectionBug(IStreamConnection right) : IStreamConnection
{
    /// <inheritdoc/>
    public Frame Current => right.Current;

    /// <inheritdoc/>
    public virtual StreamEnd? End => right.End;

    /// <inheritdoc/>
    public TimeSpan? Retry => right.Retry;

    /// <inheritdoc/>
    public string? LastEventId => right.LastEventId;

    /// <inheritdoc/>
    public virtual ValueTask<bool> ReadAsync(CancellationToken cancellation) => right.ReadAsync(cancellation);

    /// <inheritdoc/>
    public virtual void Acknowledge(string cursor) => right.Acknowledge(cursor);

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync() => right.DisposeAsync();
}

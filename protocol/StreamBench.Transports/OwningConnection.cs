using StreamBench.Protocol.Wire;

namespace StreamBench.Transports;

/// <summary>A stream that takes its HTTP stack, and so its TCP connection, with it when it is closed.</summary>
internal sealed class OwningConnection(IStreamConnection stream, HttpMessageInvoker http) : IStreamConnection
{
    public Frame Current => stream.Current;

    public StreamEnd? End => stream.End;

    public TimeSpan? Retry => stream.Retry;

    public string? LastEventId => stream.LastEventId;

    public ValueTask<bool> ReadAsync(CancellationToken cancellation) => stream.ReadAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        http.Dispose();
    }
}

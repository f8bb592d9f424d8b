using StreamBench.Protocol.Wire;

namespace StreamBench.Transports;

/// <summary>A stream that ended before its first frame: a refusal, a time-out, a host that is not there.</summary>
internal sealed class EndedConnection(StreamEnd end) : IStreamConnection
{
    public Frame Current => default;

    public StreamEnd? End => end;

    public ValueTask<bool> ReadAsync(CancellationToken cancellation) => new(false);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

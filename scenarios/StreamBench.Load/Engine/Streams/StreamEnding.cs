using StreamBench.Transports;

namespace StreamBench.Load.Engine.Streams;

/// <summary>How a stream ended and who ended it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Side">Which side did it.</param>
/// <param name="Code">HTTP status of a refusal, or close code of a WebSocket; 0 otherwise.</param>
internal readonly record struct StreamEnding(StreamEndKind Kind, StreamSide Side, int Code = 0)
{
    /// <summary>Why nothing could be said on a connection that stood.</summary>
    internal ConnectTrouble Trouble { get; init; }

    /// <summary>The status with which a gRPC call ended, where that is why it ended; null otherwise.</summary>
    internal int? CallStatus { get; init; }

    /// <summary>True when it was a whole answer of long-polling that was too large, and not one event.</summary>
    internal bool IsOfAnswer { get; init; }

    /// <summary>This side has no descriptor, port or memory left: the engine's own bottleneck, never the server's fault.</summary>
    internal static StreamEnding OutOfResources => new(StreamEndKind.Unreachable, StreamSide.Client);

    /// <summary>The engine stopped, or the visitor closed the stream.</summary>
    internal static StreamEnding Abandoned => new(StreamEndKind.Abandoned, StreamSide.Client);
}

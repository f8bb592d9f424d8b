using System.Net.Sockets;
using StreamBench.Load.Engine.Streams;
using StreamBench.Transports;

namespace StreamBench.Load.Engine.Portable;

/// <summary>What an exception of HttpClient means for a stream: the same values as the fast path's.</summary>
internal static class HttpFailures
{
    internal static StreamEnding Meaning(Exception failure) =>
        failure switch
        {
            HttpRequestException { HttpRequestError: var error } => OfError(error, failure),
            HttpIOException { HttpRequestError: var error } => OfError(error, failure),
            _ => OfSocket(failure),
        };

    private static StreamEnding OfError(HttpRequestError error, Exception failure) =>
        error switch
        {
            HttpRequestError.ConnectionError when Socket(failure) is SocketError.ConnectionRefused => new StreamEnding(
                StreamEndKind.Unreachable,
                StreamSide.Server
            ),
            HttpRequestError.SecureConnectionError => Troubled(Certificate(failure)?.Trouble ?? ConnectTrouble.NoTls),
            HttpRequestError.VersionNegotiationError => Troubled(ConnectTrouble.NoHttp2),
            HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError
            or HttpRequestError.ProxyTunnelError => new StreamEnding(StreamEndKind.Unreachable, StreamSide.Path),
            HttpRequestError.ResponseEnded => new StreamEnding(StreamEndKind.Truncated, StreamSide.Path),
            HttpRequestError.HttpProtocolError => new StreamEnding(StreamEndKind.Reset, StreamSide.Server),
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => new StreamEnding(
                StreamEndKind.Corrupt,
                StreamSide.Server
            ),
            _ => OfSocket(failure),
        };

    private static StreamEnding OfSocket(Exception failure) =>
        Socket(failure) switch
        {
            // EPIPE: HTTP/2 wrote (an acknowledgement, more window) after the peer had ended the connection in good order.
            SocketError.Shutdown => new StreamEnding(StreamEndKind.Truncated, StreamSide.Path),
            null or SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.NotConnected =>
                new StreamEnding(StreamEndKind.Reset, StreamSide.Path),
            _ => new StreamEnding(StreamEndKind.Unreachable, StreamSide.Path),
        };

    private static StreamEnding Troubled(ConnectTrouble trouble) =>
        new(StreamEndKind.Unreachable, StreamSide.Server) { Trouble = trouble };

    private static CertificateException? Certificate(Exception? failure) =>
        failure as CertificateException ?? (failure is null ? null : Certificate(failure.InnerException));

    private static SocketError? Socket(Exception failure) =>
        failure as SocketException is { } socket ? socket.SocketErrorCode
        : failure.InnerException is { } inner ? Socket(inner)
        : null;
}

using System.Net.Sockets;

namespace StreamBench.Transports.Http;

/// <summary>Turns what the HTTP stack throws into what happened on the wire.</summary>
internal static class HttpFailure
{
    /// <summary>True for exceptions that tell of the connection; anything else is a bug and passes.</summary>
    /// <remarks>A peer that resets right after it has accepted lets the HTTP stack throw a bare <see cref="SocketException"/>.</remarks>
    internal static bool IsOfTheConnection(Exception failure) =>
        failure is HttpRequestException or IOException or SocketException;

    internal static StreamEnd Classify(Exception failure)
    {
        var socket = Socket(failure);
        return (socket?.SocketErrorCode, Reason(failure)) switch
        {
            (SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.NotConnected, _) => new(
                StreamEndKind.Reset,
                StreamSide.Path,
                "the connection was reset"
            ),
            // EPIPE: HTTP/2 wrote (an acknowledgement, more window) after the peer had ended the connection in good order.
            (SocketError.Shutdown, _) or (_, HttpRequestError.ResponseEnded) => new(
                StreamEndKind.Truncated,
                StreamSide.Path,
                "the connection ended inside the response"
            ),
            (_, HttpRequestError.HttpProtocolError) => new(
                StreamEndKind.Reset,
                StreamSide.Server,
                "the HTTP/2 stream was reset: " + failure.Message
            ),
            (_, HttpRequestError.InvalidResponse) => new(
                StreamEndKind.Corrupt,
                StreamSide.Server,
                "the answer is no HTTP: " + failure.Message
            ),
            (not null, _) or (_, HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError) => new(
                StreamEndKind.Unreachable,
                StreamSide.Path,
                "no connection: " + failure.Message
            ),
            _ => new(StreamEndKind.Reset, StreamSide.Path, failure.Message),
        };
    }

    private static HttpRequestError? Reason(Exception failure) =>
        failure switch
        {
            HttpRequestException request => request.HttpRequestError,
            HttpIOException io => io.HttpRequestError,
            _ => null,
        };

    private static SocketException? Socket(Exception? failure)
    {
        while (failure is not null and not SocketException)
        {
            failure = failure.InnerException;
        }

        return failure as SocketException;
    }
}

using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Transports;

namespace StreamBench.Load.Engine.Http;

/// <summary>Whether an answer is the stream that was asked for.</summary>
internal static class ResponseVerdict
{
    /// <summary>Null when it is; else how the stream ends here.</summary>
    internal static StreamEnding? Refusal(in ResponseHead head, StreamFraming framing) =>
        (framing, head.Status) switch
        {
            (StreamFraming.WebSocket, 101) when head.Upgraded => null,
            (StreamFraming.WebSocket, 101) => new StreamEnding(StreamEndKind.Corrupt, StreamSide.Server),
            (_, 204) => new StreamEnding(StreamEndKind.Finished, StreamSide.Server, head.Status),
            (StreamFraming.WebSocket, _) or (_, not 200) => new StreamEnding(
                StreamEndKind.Refused,
                StreamSide.Server,
                head.Status
            ),
            (StreamFraming.ServerSentEvents, _) when head.Media == MediaKind.EventStream => null,
            (StreamFraming.JsonLines, _) when head.Media == MediaKind.JsonLines => null,
            _ => new StreamEnding(StreamEndKind.BadContentType, StreamSide.Server, head.Status),
        };

    /// <summary>As above, of an answer with a framing of its own, whose media type tells it from a page.</summary>
    internal static StreamEnding? Refusal(in ResponseHead head, string? contentType, OwnFraming own) =>
        head.Status switch
        {
            200 when own.ContentType.Equals(contentType, StringComparison.OrdinalIgnoreCase) => null,
            200 => new StreamEnding(StreamEndKind.BadContentType, StreamSide.Server, head.Status),
            204 => new StreamEnding(StreamEndKind.Finished, StreamSide.Server, head.Status),
            _ => new StreamEnding(StreamEndKind.Refused, StreamSide.Server, head.Status),
        };
}

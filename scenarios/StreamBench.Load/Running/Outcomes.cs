using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Recording;
using StreamBench.Transports;

namespace StreamBench.Load.Running;

/// <summary>From the end of a connection to the outcome of a stream that never got its completion signal.</summary>
internal static class Outcomes
{
    internal static StreamOutcome Of(in StreamEnding ending) =>
        ending.Kind switch
        {
            StreamEndKind.Abandoned => StreamOutcome.Unfinished,
            StreamEndKind.Completed or StreamEndKind.Finished or StreamEndKind.Closed => StreamOutcome.Truncated,
            StreamEndKind.Refused or StreamEndKind.BadRedirect => StreamOutcome.Refused,
            StreamEndKind.Unreachable => StreamOutcome.FailedConnect,
            StreamEndKind.TimedOut => StreamOutcome.FailedTimeout,
            StreamEndKind.BadContentType or StreamEndKind.TooLarge or StreamEndKind.Corrupt =>
                StreamOutcome.FailedProtocol,
            _ => StreamOutcome.FailedReset,
        };

    /// <summary>What happened, in words that are the same for the same cause: streams are counted by them.</summary>
    internal static string Words(in StreamEnding ending) =>
        ending.Kind switch
        {
            StreamEndKind.Refused when ending.CallStatus is { } status => $"ended by grpc-status {status}",
            StreamEndKind.Refused => $"answered by status {ending.Code} instead of a stream",
            StreamEndKind.Unreachable when ending.Trouble != ConnectTrouble.None => Words(ending.Trouble),
            StreamEndKind.Unreachable when ending.Side == StreamSide.Server => "connection refused",
            StreamEndKind.Unreachable when ending.Side == StreamSide.Client =>
                "this machine has no port or descriptor left",
            StreamEndKind.Unreachable => "no connection",
            StreamEndKind.TimedOut => "took too long",
            StreamEndKind.BadContentType => "answered by another content type than that of a stream",
            StreamEndKind.TooLarge when ending.IsOfAnswer => "an answer to a poll was larger than 16 MiB",
            StreamEndKind.TooLarge => "an event was larger than 1 MiB",
            StreamEndKind.Corrupt => "bytes that break the transport's rules",
            StreamEndKind.Truncated => "the stream ended inside an event or its framing",
            StreamEndKind.Finished => "answered by 204: nothing more",
            StreamEndKind.Completed => "the stream ended before its turn",
            StreamEndKind.Closed => $"closed with {ending.Code} before its turn ended",
            StreamEndKind.Abandoned => "still open at the end of the run",
            StreamEndKind.BadRedirect => "redirected",
            _ => "the connection was reset",
        };

    private static string Words(ConnectTrouble trouble) =>
        trouble switch
        {
            ConnectTrouble.Untrusted =>
                "certificate: nobody trusted vouches for it (target.trust or --trust names whom to trust)",
            ConnectTrouble.WrongName => "certificate: for another name",
            ConnectTrouble.Expired => "certificate: not valid at this time",
            ConnectTrouble.NoCertificate => "certificate: none shown",
            ConnectTrouble.HandshakeCut => "no TLS: the connection ended inside the handshake",
            ConnectTrouble.NoHttp2 => "the server does not speak HTTP/2 there",
            _ => "no TLS: the handshake failed",
        };
}

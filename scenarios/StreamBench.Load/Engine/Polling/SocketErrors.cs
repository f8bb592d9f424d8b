using System.Net.Sockets;

namespace StreamBench.Load.Engine.Polling;

/// <summary>What a <see cref="SocketError"/> means for a stream.</summary>
internal static class SocketErrors
{
    internal static IoStatus Meaning(SocketError error) =>
        error switch
        {
            SocketError.Success => IoStatus.Done,
            SocketError.WouldBlock or SocketError.IOPending or SocketError.InProgress => IoStatus.WouldBlock,
            SocketError.ConnectionReset or SocketError.ConnectionAborted => IoStatus.Reset,
            SocketError.Shutdown => IoStatus.Ended, // as EPIPE, below it
            SocketError.ConnectionRefused => IoStatus.Refused,
            SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable =>
                IoStatus.Unreachable,
            SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.AddressNotAvailable =>
                IoStatus.OutOfResources,
            _ => IoStatus.Failed,
        };
}

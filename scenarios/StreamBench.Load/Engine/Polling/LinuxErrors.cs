using System.Runtime.InteropServices;
using static StreamBench.Load.Engine.Polling.LinuxNames;

namespace StreamBench.Load.Engine.Polling;

/// <summary>What an errno means for a stream.</summary>
internal static class LinuxErrors
{
    /// <summary>The meaning of what the last call left.</summary>
    internal static IoStatus Last() => Meaning(Marshal.GetLastPInvokeError());

    internal static IoStatus Meaning(int error) =>
        error switch
        {
            0 => IoStatus.Done,
            EAGAIN or EINTR or EINPROGRESS => IoStatus.WouldBlock,
            ECONNRESET or ECONNABORTED => IoStatus.Reset,
            // The kernel says so, and not "reset", where the peer had sent its FIN before it refused what we wrote.
            EPIPE => IoStatus.Ended,
            ECONNREFUSED => IoStatus.Refused,
            ETIMEDOUT or EHOSTUNREACH or ENETUNREACH => IoStatus.Unreachable,
            EMFILE or ENFILE or ENOMEM or ENOBUFS or EADDRNOTAVAIL => IoStatus.OutOfResources,
            _ => IoStatus.Failed,
        };
}

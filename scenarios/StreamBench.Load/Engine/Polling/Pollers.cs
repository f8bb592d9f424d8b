namespace StreamBench.Load.Engine.Polling;

/// <summary>The pollers there are.</summary>
internal static class Pollers
{
    /// <summary>The fastest one that runs here: epoll on 64-bit Linux, sockets elsewhere.</summary>
    internal static IPoller Fastest() =>
        OperatingSystem.IsLinux() && Environment.Is64BitProcess ? new EpollPoller() : new SocketPoller();

    /// <summary>The name of <see cref="Fastest"/>, and whether it tells when the kernel took bytes in.</summary>
    internal static (string Name, bool HasArrivalStamps) Kind
    {
        get
        {
            using var poller = Fastest();
            return (poller.Name, poller.HasArrivalStamps);
        }
    }
}

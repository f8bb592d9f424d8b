namespace StreamBench.Load.Engine.Polling;

/// <summary>The pollers there are.</summary>
internal static class Pollers
{
    /// <summary>The fastest one that runs here: epoll on 64-bit Linux, sockets elsewhere.</summary>
    internal static IPoller Fastest() =>
        OperatingSystem.IsLinux() && Environment.Is64BitProcess ? new EpollPoller() : new SocketPoller();
}

using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using static StreamBench.Load.Engine.Polling.LinuxNames;

namespace StreamBench.Load.Engine.Polling;

/// <summary>Waits with nanoseconds where the kernel and the C library can (Linux 5.11, glibc 2.35), else with milliseconds.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class EpollWait
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long NanosecondsPerMillisecond = 1_000_000;

    private bool isCoarse;

    /// <summary>How many events were filled in; 0 when the time was over or a signal came.</summary>
    internal int For(int epoll, EpollEvents events, int max, long timeoutNanoseconds)
    {
        var count = isCoarse ? -1 : Fine(epoll, events, max, timeoutNanoseconds);
        return Math.Max(0, isCoarse ? Coarse(epoll, events, max, timeoutNanoseconds) : count);
    }

    private int Fine(int epoll, EpollEvents events, int max, long timeoutNanoseconds)
    {
        var timeout = new Libc.TimeSpec
        {
            Seconds = timeoutNanoseconds / NanosecondsPerSecond,
            Nanoseconds = timeoutNanoseconds % NanosecondsPerSecond,
        };
        try
        {
            var count = Libc.EpollWait(epoll, events.Memory, max, &timeout, null);
            isCoarse = count < 0 && Marshal.GetLastPInvokeError() == ENOSYS;
            return count;
        }
        catch (EntryPointNotFoundException)
        {
            isCoarse = true;
            return -1;
        }
    }

    private static int Coarse(int epoll, EpollEvents events, int max, long timeoutNanoseconds) =>
        Libc.EpollWaitMilliseconds(epoll, events.Memory, max, (int)(timeoutNanoseconds / NanosecondsPerMillisecond));
}

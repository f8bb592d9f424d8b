using static StreamBench.Load.Engine.Polling.LinuxNames;

namespace StreamBench.Load.Engine.Polling;

/// <summary>What only the thread itself can ask of Linux.</summary>
internal static unsafe class LinuxThread
{
    /// <summary>Lets timed waits of this thread end on time: the default slack of 50 µs would be added to every start.</summary>
    internal static void WakePrecisely()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Libc.ProcessControl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
        }
    }

    /// <summary>CPU time of this thread so far; zero where the system does not say.</summary>
    internal static TimeSpan CpuTime()
    {
        if (!OperatingSystem.IsLinux())
        {
            return TimeSpan.Zero;
        }

        Libc.TimeSpec time;
        _ = Libc.ClockGetTime(CLOCK_THREAD_CPUTIME_ID, &time);
        return TimeSpan.FromTicks(time.TotalNanoseconds / TimeSpan.NanosecondsPerTick);
    }
}

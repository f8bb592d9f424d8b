using static StreamBench.Load.Engine.Polling.LinuxNames;

namespace StreamBench.Load.Engine.Polling;

/// <summary>How many sockets this process may hold (RLIMIT_NOFILE).</summary>
internal static unsafe class DescriptorLimit
{
    /// <summary>
    /// Descriptors that are left to the runtime: a process without any cannot even load an assembly, and dies.
    /// </summary>
    internal const int Reserved = 512;

    /// <summary>
    /// Raises the limit for <paramref name="streams"/> sockets and returns how many of them there is room for. A loop's
    /// capacity must not be larger: arrivals beyond are then dropped and counted.
    /// </summary>
    internal static int RoomFor(int streams) => Math.Min(streams, Math.Max(0, Raise(streams + Reserved) - Reserved));

    /// <summary>
    /// Raises the limit towards <paramref name="wanted"/>, past the hard limit where the process may, and returns what it is
    /// now; <see cref="int.MaxValue"/> where there is none.
    /// </summary>
    internal static int Raise(int wanted)
    {
        if (!OperatingSystem.IsLinux())
        {
            return int.MaxValue;
        }

        Libc.Limit limit;
        _ = Libc.GetLimit(RLIMIT_NOFILE, &limit);
        if (limit.Soft >= (ulong)wanted)
        {
            return Clamp(limit.Soft);
        }

        var raised = new Libc.Limit { Soft = (ulong)wanted, Hard = Math.Max(limit.Hard, (ulong)wanted) };
        if (Libc.SetLimit(RLIMIT_NOFILE, &raised) == 0)
        {
            return wanted;
        }

        limit.Soft = Math.Min((ulong)wanted, limit.Hard);
        _ = Libc.SetLimit(RLIMIT_NOFILE, &limit);
        _ = Libc.GetLimit(RLIMIT_NOFILE, &limit);
        return Clamp(limit.Soft);
    }

    private static int Clamp(ulong value) => (int)Math.Min(value, int.MaxValue);
}

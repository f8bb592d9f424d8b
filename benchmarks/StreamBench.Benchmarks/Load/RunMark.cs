namespace StreamBench.Benchmarks.Load;

/// <summary>The counters of this process at one moment, to be taken from those of a later one.</summary>
internal readonly record struct RunMark(long At, long Events, TimeSpan Cpu, long Allocated, int Gen0, int Gen1And2)
{
    internal static RunMark Take(long at, long events)
    {
        return new RunMark(
            at,
            events,
            Environment.CpuUsage.TotalTime,
            GC.GetTotalAllocatedBytes(),
            GC.CollectionCount(0) - GC.CollectionCount(1),
            GC.CollectionCount(1)
        );
    }
}

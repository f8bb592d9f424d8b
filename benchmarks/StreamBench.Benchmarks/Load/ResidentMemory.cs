using System.Diagnostics;

namespace StreamBench.Benchmarks.Load;

/// <summary>What this process holds of the machine's memory.</summary>
internal static class ResidentMemory
{
    internal static double Megabytes
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.WorkingSet64 / 1048576.0;
        }
    }
}

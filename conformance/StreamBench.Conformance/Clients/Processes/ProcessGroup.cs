using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StreamBench.Conformance.Clients.Processes;

/// <summary>
/// Signals a process with everything it started. On Linux the process leads a group of its own (<c>setsid</c>), which outlives
/// it; elsewhere its children are found by their parents.
/// </summary>
internal static class ProcessGroup
{
    private const int SigTerm = 15;
    private const int SigKill = 9;

    private static readonly string? Setsid = OperatingSystem.IsLinux() ? ProgramFile.Find("setsid") : null;

    /// <summary>Makes the process lead a group. Called before its arguments are added.</summary>
    internal static void Lead(ProcessStartInfo start)
    {
        if (Setsid is not null)
        {
            // setsid(1) replaces itself by the program and keeps its process id.
            start.ArgumentList.Add(start.FileName);
            start.FileName = Setsid;
        }
    }

    /// <summary>Asks the group to end. Does nothing where there is no such signal.</summary>
    internal static void Terminate(Process process)
    {
        if (!OperatingSystem.IsWindows())
        {
            Signal(process.Id, SigTerm);
        }
    }

    /// <summary>Ends the group, also when the process itself has ended before.</summary>
    internal static void Kill(Process process)
    {
        if (Setsid is not null)
        {
            Signal(process.Id, SigKill);
        }
        else if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    // That there is no such process any more (ESRCH) is what was wanted.
    private static void Signal(int process, int signal) => _ = Kill(Setsid is null ? process : -process, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Kill(int process, int signal);
}

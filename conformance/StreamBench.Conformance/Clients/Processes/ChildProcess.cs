using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;

namespace StreamBench.Conformance.Clients.Processes;

/// <summary>A program that was started by us, and that ends with everything it started when it is disposed of.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ClientLimits limits;
    private readonly TimeProvider time;
    private readonly Task logging;

    private ChildProcess(Process process, LogTail log, ClientLimits limits, TimeProvider time)
    {
        (this.process, this.limits, this.time) = (process, limits, time);
        logging = LogAsync(process.StandardError.BaseStream, log);
        Exited = process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>What the program reads.</summary>
    internal Stream Input => process.StandardInput.BaseStream;

    /// <summary>What the program writes.</summary>
    internal Stream Output => process.StandardOutput.BaseStream;

    /// <summary>Completes when the program has ended; what it wrote may still be unread.</summary>
    internal Task Exited { get; }

    /// <summary>How it ended, in words.</summary>
    internal string ExitText =>
        process.ExitCode > 128 && !OperatingSystem.IsWindows()
            ? $"ended by signal {process.ExitCode - 128}"
            : $"exited with code {process.ExitCode}";

    /// <summary>Its exit code.</summary>
    internal int ExitCode => process.ExitCode;

    /// <summary>Starts a program without a shell.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables to set beside those of this process.</param>
    /// <param name="log">Takes what it writes to its error stream.</param>
    /// <param name="limits">How patient to be at its end.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ClientUnavailableException">There is no such program, or it cannot be started.</exception>
    internal static ChildProcess Start(
        ImmutableArray<string> command,
        IReadOnlyDictionary<string, string> environment,
        LogTail log,
        ClientLimits limits,
        TimeProvider time
    )
    {
        var file =
            ProgramFile.Find(command[0])
            ?? throw new ClientUnavailableException(
                $"there is no program \"{command[0]}\" "
                    + (command[0].Contains('/', StringComparison.Ordinal) ? "in that place" : "on the PATH")
                    + $" (current folder {Environment.CurrentDirectory}); install it or give its path"
            );
        var start = new ProcessStartInfo(file)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ProcessGroup.Lead(start);
        foreach (var argument in command.AsSpan()[1..])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new ChildProcess(Process.Start(start)!, log, limits, time);
        }
        catch (Win32Exception e)
        {
            throw new ClientUnavailableException($"{file} could not be started: {e.Message}", e);
        }
    }

    /// <summary>Waits until the program's log has been read to its end, which follows its own end unless a child of it lives on.</summary>
    internal async Task DrainLogAsync() =>
        await logging.WaitAsync(limits.Stop, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Asks the program to end, and ends it with everything it started when it does not.</summary>
    internal async Task EndAsync()
    {
        if (!Exited.IsCompleted)
        {
            ProcessGroup.Terminate(process);
            var patience = OperatingSystem.IsWindows() ? TimeSpan.Zero : limits.Terminate;
            await Exited.WaitAsync(patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        ProcessGroup.Kill(process);
        await Exited;
        await DrainLogAsync();
    }

    /// <summary>As <see cref="EndAsync"/>; nothing more is known of the program afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Output.DisposeAsync();
        await process.StandardError.BaseStream.DisposeAsync();
        process.Dispose();
    }

    private static async Task LogAsync(Stream errors, LogTail log)
    {
        var buffer = new byte[4 << 10];
        try
        {
            int read;
            while ((read = await errors.ReadAsync(buffer)) > 0)
            {
                log.Append(buffer.AsSpan(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The program is gone, and so is its log.
        }
    }
}

using StreamBench.Conformance.Clients;

namespace StreamBench.Cli.Conforming;

/// <summary>Something that may not come as far as a result: what the user is told then, and the exit code.</summary>
internal static class Attempt
{
    /// <summary>Runs it.</summary>
    /// <param name="run">Answers the exit code.</param>
    /// <param name="error">Where the reason goes.</param>
    /// <param name="cancellation">Whose cancellation is no surprise.</param>
    internal static async Task<int> OfAsync(Func<Task<int>> run, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            return await run();
        }
        catch (FormatException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.Usage;
        }
        catch (ClientUnavailableException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.Harness;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted; // before the first run
        }
    }
}

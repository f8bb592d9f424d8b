namespace StreamBench.Cli.Serving;

/// <summary>Waits for Ctrl-C or SIGTERM.</summary>
internal static class UntilStopped
{
    internal static Task WaitAsync(CancellationToken cancellation)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cancellation.Register(() => stopped.TrySetResult());
        return stopped.Task;
    }
}

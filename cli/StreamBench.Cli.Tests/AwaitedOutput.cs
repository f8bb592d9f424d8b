namespace StreamBench.Cli.Tests;

/// <summary>Keeps what is written, and tells when a certain line came.</summary>
internal sealed class AwaitedOutput(string line) : StringWriter
{
    private readonly TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the line has been written.</summary>
    internal Task Seen => seen.Task;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value == line)
        {
            seen.TrySetResult();
        }
    }
}

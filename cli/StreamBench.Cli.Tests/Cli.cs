namespace StreamBench.Cli.Tests;

/// <summary>Runs a command as a shell would, and keeps what it says.</summary>
internal static class Cli
{
    internal static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;
using StreamBench.Cli.Commands;

namespace StreamBench.Cli;

/// <summary>All commands in one place: parse, call, print, exit.</summary>
internal static class CommandLine
{
    /// <summary>After Ctrl-C: long enough to leave whole results behind, also on a machine that is busy.</summary>
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(20);

    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand(
            "The referee of chat streams: does a client end in the server's state, whatever happens on the way?"
        );
        var examples = new Dictionary<Command, string>();
        foreach (
            var (command, example) in (ReadOnlySpan<(Command, string)>)
                [
                    ConformCommand.Create(),
                    DemoCommand.Create(),
                    DiffCommand.Create(),
                    FoldCommand.Create(),
                    LoadCommand.Create(),
                    MergeCommand.Create(),
                    ProxyCommand.Create(),
                    ScriptCommand.Create(),
                    ServeCommand.Create(),
                    WatchCommand.Create(),
                ]
        )
        {
            root.Add(command);
            examples.Add(command, example);
        }

        HelpWithExamples.Install(root, examples);
        // A word after @ is a command's own business, such as a file of patterns.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            ProcessTerminationTimeout = TimeToLeave,
        };
        var code = await parsed.InvokeAsync(invocation);

        // The library answers 1 for words it cannot parse; 1 means "a check failed" here.
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
    }
}

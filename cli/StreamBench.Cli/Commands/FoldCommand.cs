using System.CommandLine;
using StreamBench.Cli.Folding;

namespace StreamBench.Cli.Commands;

/// <summary><c>streambench fold FILE|-</c></summary>
internal static class FoldCommand
{
    private const string Example = """
        Example:
          echo '{"type":"turn.open","seq":1,"turn":"t1"}' | streambench fold -
          {"seq":1,"outcomes":["Applied"]}
          {"lastSeq":1,"needResync":false,"state":{…},"digest":"sha256:…"}

        A line that is no event is named on standard error and left out (exit code 2).
        """;

    internal static (Command, string) Create()
    {
        var file = new Argument<string>("FILE") { Description = "events as JSON lines; - reads standard input" };
        var command = new Command("fold", "Fold events into the state they make: what became of each, state, digest")
        {
            file,
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(file)!, parsed, cancellation));
        return (command, Example);
    }

    private static async Task<int> RunAsync(string name, ParseResult parsed, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (name != "-" && !File.Exists(name))
        {
            await error.WriteLineAsync($"{name}: no such file. Give a file of JSON lines, or - for standard input.");
            return ExitCode.Usage;
        }

        await using var input = name == "-" ? Console.OpenStandardInput() : File.OpenRead(name);
        var report = new FoldReport(name == "-" ? "stdin" : name, output, error);
        return await report.RunAsync(input, cancellation) ? ExitCode.AsExpected : ExitCode.Usage;
    }
}

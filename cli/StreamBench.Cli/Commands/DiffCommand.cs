using System.CommandLine;
using StreamBench.Load.Diff;
using StreamBench.Load.Reporting;
using StreamBench.Load.Results;

namespace StreamBench.Cli.Commands;

/// <summary><c>streambench diff OLD NEW</c></summary>
internal static class DiffCommand
{
    private const string Example = """
        Example: fail a pull request that makes the first event slower
          streambench diff main.jsonl mine.jsonl --fail-on 'ttfe.p99:+10%'

        A change counts only where it is more than noise. Exit code 1: a rule broke.
        """;

    internal static (Command, string) Create()
    {
        var before = new Argument<string>("OLD") { Description = "results.jsonl to compare with" };
        var after = new Argument<string>("NEW") { Description = "results.jsonl that is judged" };
        var rules = new Option<string[]>("--fail-on")
        {
            Description = "how far a metric may move: ttfe.p99:+10%, goodput:-1%",
            HelpName = "RULE",
        };
        var command = new Command("diff", "Compare two load results; noise is no change") { before, after, rules };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                var changes = ResultDiff.Of(
                    ResultReader.Load(parsed.GetValue(before)!),
                    ResultReader.Load(parsed.GetValue(after)!),
                    [.. (parsed.GetValue(rules) ?? []).Select(DiffRule.Parse)]
                );
                return DiffReport.Write(output, changes) ? ExitCode.AsExpected : ExitCode.CheckFailed;
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                error.WriteLine(Printable.Of(e.Message));
                return ExitCode.Usage;
            }
        });
        return (command, Example);
    }
}

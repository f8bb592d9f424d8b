using System.CommandLine;
using StreamBench.Cli.Loading;
using StreamBench.Load.Reporting;
using StreamBench.Load.Results;

namespace StreamBench.Cli.Commands;

/// <summary><c>streambench merge FILE…</c></summary>
internal static class MergeCommand
{
    private const string Example = """
        Example: four machines, one result
          streambench load day.yaml --segment 1/4 --out 1.jsonl     (2/4, 3/4, 4/4)
          streambench merge 1.jsonl 2.jsonl 3.jsonl 4.jsonl --out day.jsonl

        Counts and histograms add exactly. Exit codes are those of load.
        """;

    internal static (Command, string) Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "results.jsonl of the segments of one plan",
            Arity = ArgumentArity.OneOrMore,
        };
        var merged = new Option<string?>("--out") { Description = "where the merged result goes", HelpName = "FILE" };
        var command = new Command("merge", "Add the results of a plan's segments, exactly") { files, merged };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return Merge(parsed.GetValue(files)!, parsed.GetValue(merged), output, error);
        });
        return (command, Example);
    }

    private static int Merge(string[] files, string? to, TextWriter output, TextWriter error)
    {
        try
        {
            var result = ResultMerge.Of([.. files.Select(ResultReader.Load)]);
            if (to is not null)
            {
                using var lines = new StreamWriter(to);
                ResultWriter.Write(lines, result);
            }

            var held = ConsoleSummary.Write(output, result);
            return LoadSession.CodeOf(result, held);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(Printable.Of(e.Message));
            return ExitCode.Usage;
        }
    }
}

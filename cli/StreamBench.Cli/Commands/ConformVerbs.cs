using System.CommandLine;
using StreamBench.Cli.Conforming;
using StreamBench.Conformance.Results;

namespace StreamBench.Cli.Commands;

/// <summary>The verbs of <c>streambench conform</c> beside running a client: look at the catalogue, test it, and make things of results.</summary>
internal static class ConformVerbs
{
    internal static IEnumerable<Command> Create()
    {
        yield return List();
        yield return Explain();
        yield return Rules();
        foreach (var verb in ConformHands.Create())
        {
            yield return verb;
        }

        yield return SelfTest();
        yield return Merge();
        yield return Compare();
        foreach (var (verb, (about, write)) in Presenters.All)
        {
            yield return Present(verb, about, write);
        }
    }

    private static Command List()
    {
        var pattern = new Argument<string[]>("PATTERN")
        {
            Description = "only these, such as RES-*",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = new Option<bool>("--json") { Description = "a JSON object a line" };
        var dialect = DialectOption.Create("only what runs in one of these");
        var command = new Command("list", "Every case: id, level, what it needs, title") { pattern, json, dialect };
        command.SetAction(parsed =>
        {
            var streams = parsed.InvocationConfiguration;
            return new CatalogueView(streams.Output, streams.Error).List(
                parsed.GetValue(pattern),
                parsed.GetValue(dialect),
                parsed.GetValue(json)
            );
        });
        return command;
    }

    private static Command Explain()
    {
        var id = new Argument<string>("CASE") { Description = "its id, such as RES-007" };
        var dialect = DialectOption.Create("what becomes of it in these");
        var command = new Command("explain", "What a case does, why, and what it checks") { id, dialect };
        command.SetAction(parsed =>
        {
            var streams = parsed.InvocationConfiguration;
            return new CatalogueView(streams.Output, streams.Error).Explain(
                parsed.GetValue(id)!,
                parsed.GetValue(dialect)
            );
        });
        return command;
    }

    private static Command Rules()
    {
        var command = new Command("rules", "Every rule, and the cases that check it");
        command.SetAction(parsed => RuleView.List(parsed.InvocationConfiguration.Output));
        return command;
    }

    private static Command SelfTest()
    {
        var file = new Option<FileInfo?>("--write") { Description = "also write the kill table", HelpName = "FILE" };
        var command = new Command("selftest", "Run every planted bug through the cases: do they fail?") { file };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var streams = parsed.InvocationConfiguration;
                return new SelfTestRun(streams.Output, streams.Error).RunAsync(parsed.GetValue(file), cancellation);
            }
        );
        return command;
    }

    private static Command Merge()
    {
        var files = Files("FILES", "results.jsonl of shards or repetitions", ArgumentArity.OneOrMore);
        var command = new Command("merge", "Join results of the same client; prints results.jsonl") { files };
        command.SetAction(parsed =>
            Reading(
                parsed,
                parsed.GetValue(files)!,
                (sets, output) =>
                {
                    var merged = ResultMerge.Of(sets);
                    using var bytes = new MemoryStream();
                    ResultWriter.Write(bytes, merged);
                    output.Write(System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
                    return merged.Summary.ExitCode;
                }
            )
        );
        return command;
    }

    private static Command Compare()
    {
        var files = Files("OLD NEW", "two results.jsonl", new ArgumentArity(2, 2));
        var command = new Command("compare", "What fails now and did not before, and the other way round") { files };
        command.SetAction(parsed =>
            Reading(
                parsed,
                parsed.GetValue(files)!,
                (sets, output) => ComparisonView.Write(ResultComparison.Of(sets[0].Results, sets[1].Results), output)
            )
        );
        return command;
    }

    private static Command Present(string verb, string about, Action<ResultSet, TextWriter> write)
    {
        var file = new Argument<string>("FILE") { Description = "results.jsonl of a run" };
        var command = new Command(verb, $"Print {about}, from results.jsonl") { file };
        command.SetAction(parsed =>
            Reading(
                parsed,
                [parsed.GetValue(file)!],
                (sets, output) =>
                {
                    write(sets[0].Results, output);
                    return ExitCode.AsExpected;
                }
            )
        );
        return command;
    }

    private static Argument<string[]> Files(string name, string about, ArgumentArity arity) =>
        new(name) { Description = about, Arity = arity };

    private static int Reading(
        ParseResult parsed,
        string[] paths,
        Func<IReadOnlyList<(string Name, ResultSet Results)>, TextWriter, int> use
    )
    {
        var streams = parsed.InvocationConfiguration;
        try
        {
            return use([.. paths.Select(path => (path, ResultReader.Load(path)))], streams.Output);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            streams.Error.WriteLine(e.Message);
            return ExitCode.Usage;
        }
    }
}

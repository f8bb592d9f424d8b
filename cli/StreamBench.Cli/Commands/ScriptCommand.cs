using System.CommandLine;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Cli.Commands;

/// <summary><c>streambench script validate|new|schema</c></summary>
internal static class ScriptCommand
{
    private const string Starter = "s-hello";

    private const string Example = """
        Example: from a starter to a played turn, with completion in the editor
          streambench script schema > script.schema.json
          streambench script new > my.yaml
          streambench script validate my.yaml
          streambench serve my.yaml

        A problem is one line, file:line:column: message. Exit code 2 if any is an
        error; warnings do not fail.
        """;

    internal static (Command, string) Create()
    {
        var command = new Command("script", "Check, begin and describe the scripts that the fake agent plays")
        {
            Validate(),
            New(),
            Schema(),
        };
        return (command, Example);
    }

    private static Command Validate()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "script files, or names of shipped scripts",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("validate", "Name everything that is wrong in script files") { files };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var allPlayable = true;
            foreach (var file in parsed.GetValue(files)!)
            {
                var loaded = ShippedScripts.FindOrLoad(file);
                foreach (var problem in loaded.Problems)
                {
                    error.WriteLine(problem);
                }

                if (loaded.Script is { } script)
                {
                    output.WriteLine($"{file}: ok, {Plural.Of(script.Turns.Length, "turn")}");
                }
                else
                {
                    allPlayable = false;
                }
            }

            return allPlayable ? ExitCode.AsExpected : ExitCode.Usage;
        });
        return command;
    }

    private static Command New()
    {
        var name = new Argument<string>("NAME")
        {
            Description = "the shipped script to start from",
            DefaultValueFactory = _ => Starter,
        };
        var command = new Command("new", "Print a script to start from") { name };
        command.SetAction(parsed =>
        {
            var wanted = parsed.GetValue(name)!.ToLowerInvariant();
            if (!ShippedScripts.Names.Contains(wanted, StringComparer.Ordinal))
            {
                parsed.InvocationConfiguration.Error.WriteLine(
                    $"No script \"{Printable.Of(wanted)}\" travels with the tool. Take one of: {string.Join(", ", ShippedScripts.Names)}."
                );
                return ExitCode.Usage;
            }

            parsed.InvocationConfiguration.Output.Write(ShippedScripts.Source(wanted));
            return ExitCode.AsExpected;
        });
        return command;
    }

    private static Command Schema()
    {
        var command = new Command("schema", "Print the JSON Schema of script files, for editors");
        command.SetAction(parsed =>
        {
            using var schema = new MemoryStream();
            ScriptSchema.Write(schema);
            parsed.InvocationConfiguration.Output.WriteLine(
                System.Text.Encoding.UTF8.GetString(schema.GetBuffer().AsSpan(0, (int)schema.Length)).TrimEnd()
            );
            return ExitCode.AsExpected;
        });
        return command;
    }
}

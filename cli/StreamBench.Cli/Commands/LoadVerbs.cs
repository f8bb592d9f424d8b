using System.CommandLine;
using StreamBench.Cli.Loading;
using StreamBench.Load.Plans;

namespace StreamBench.Cli.Commands;

/// <summary><c>streambench load validate|list|schema</c></summary>
internal static class LoadVerbs
{
    internal static Command Validate()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "plan files, or names of shipped plans",
            Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("validate", "Name everything that is wrong in plans") { files };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var code = ExitCode.AsExpected;
            foreach (var file in parsed.GetValue(files)!)
            {
                var loaded = ShippedPlans.FindOrLoad(file);
                foreach (var problem in loaded.Problems)
                {
                    error.WriteLine(problem);
                }

                if (loaded.Plan is { } plan)
                {
                    output.WriteLine(
                        $"{file}: ok, {Plural.Of(plan.Scenarios.Length, "scenario")}, {plan.Length:g} long"
                    );
                }
                else
                {
                    code = ExitCode.Usage;
                }
            }

            return code;
        });
        return command;
    }

    internal static Command List()
    {
        var command = new Command("list", "Show the plans that travel with the tool");
        command.SetAction(parsed =>
        {
            foreach (var name in ShippedPlans.Names)
            {
                // The first line of each is a comment that says what it asks.
                var about = ShippedPlans.Source(name).Split('\n')[0].TrimStart('#', ' ');
                parsed.InvocationConfiguration.Output.WriteLine($"{name, -14}{Printable.Of(about, 66)}");
            }

            return ExitCode.AsExpected;
        });
        return command;
    }

    /// <summary>The fake agent's own process, started by a run and by nobody else.</summary>
    internal static Command Agent()
    {
        var command = new Command("agent", "Play the scripts of a run") { Hidden = true };
        command.SetAction((_, _) => AgentHost.RunAsync(Console.In, Console.Out, Console.Error));
        return command;
    }

    internal static Command Schema()
    {
        var command = new Command("schema", "Print the JSON Schema of plans, for an editor");
        command.SetAction(parsed =>
        {
            using var json = new MemoryStream();
            PlanSchema.Write(json);
            parsed.InvocationConfiguration.Output.WriteLine(System.Text.Encoding.UTF8.GetString(json.ToArray()));
            return ExitCode.AsExpected;
        });
        return command;
    }
}

using System.CommandLine;
using StreamBench.Cli.Conforming;
using StreamBench.Cli.Serving;

namespace StreamBench.Cli.Commands;

/// <summary>The verbs of <c>streambench conform</c> for somebody who is writing an adapter: <c>smoke</c> and <c>serve</c>.</summary>
internal static class ConformHands
{
    internal static IEnumerable<Command> Create() => [Smoke(), Serve()];

    private static Command Smoke()
    {
        var client = new Option<string>("--client")
        {
            Description = "as conform takes it",
            HelpName = "CMD",
            Required = true,
        };
        var command = new Command("smoke", "Does the adapter speak well? No client is judged") { client };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var streams = parsed.InvocationConfiguration;
                return new SmokeRun(streams.Output, streams.Error).RunAsync(parsed.GetValue(client)!, cancellation);
            }
        );
        return command;
    }

    private static Command Serve()
    {
        var pattern = new Argument<string>("CASE") { Description = "its id, or a path such as RES-001/k:13" };
        var transport = new Option<string?>("--transport")
        {
            Description = "one, such as sse; otherwise the case's first",
            HelpName = "NAME",
        };
        var dialect = DialectOption.Create("one, such as ajo; otherwise the native one");
        var port = Ports.Option("--port", 0, "where the client connects");
        var once = new Option<bool>("--once") { Description = "end after the first client" };
        var command = new Command("serve", "Set the stage of one case for a client started by hand")
        {
            pattern,
            transport,
            dialect,
            port,
            once,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var streams = parsed.InvocationConfiguration;
                var settings = new StageSettings(
                    parsed.GetValue(pattern)!,
                    parsed.GetValue(transport),
                    parsed.GetValue(port),
                    parsed.GetValue(once),
                    parsed.GetValue(dialect)
                );
                return new StageRun(streams.Output, streams.Error).RunAsync(settings, cancellation);
            }
        );
        return command;
    }
}

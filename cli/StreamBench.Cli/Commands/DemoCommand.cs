using System.CommandLine;
using StreamBench.Cli.Demo;

namespace StreamBench.Cli.Commands;

/// <summary><c>streambench demo</c></summary>
internal static class DemoCommand
{
    private const string Example = """
        What it does, all on this machine's loopback and in under a minute:
          1. starts the fake agent (it plays scripted turns) and the fault proxy (it cuts connections);
          2. lets the reference client follow S-TOOL, S-APPR and S-MULTI over SSE, NDJSON, long-polling, WebSocket
             and gRPC, cutting the stream after every single event, once by FIN and once by RST;
          3. does the same with a client that has a bug planted in it;
          4. compares every final state with the fold of the undisturbed script.

        Exit code 0: the reference client recovered from every cut and the bug was caught wherever it had to be.
        """;

    internal static (Command, string) Create()
    {
        var folder = new Option<DirectoryInfo>("--out")
        {
            Description = "where sweep.jsonl (a line a run) and sweep.md go",
            DefaultValueFactory = _ => new DirectoryInfo("out"),
            HelpName = "DIR",
        };
        var toxiproxy = Addresses.Option(
            "--toxiproxy",
            "let that Toxiproxy server cut, after bytes, in place of our own proxy"
        );
        var command = new Command("demo", "Cut every stream after every event, and see who ends in the right state")
        {
            folder,
            toxiproxy,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var streams = parsed.InvocationConfiguration;
                return new DemoRun(streams.Output, streams.Error).RunAsync(
                    parsed.GetValue(folder)!,
                    parsed.GetValue(toxiproxy),
                    cancellation
                );
            }
        );
        return (command, Example);
    }
}

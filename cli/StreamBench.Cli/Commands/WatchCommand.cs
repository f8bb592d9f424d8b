using System.CommandLine;
using StreamBench.Cli.Watching;
using StreamBench.Dialects;
using StreamBench.Transports;

namespace StreamBench.Cli.Commands;

/// <summary><c>streambench watch URL</c></summary>
internal static class WatchCommand
{
    private const string Example = """
        Examples, with streambench serve running:
          streambench watch http://localhost:4280/v1/conversations/c1 --send Hi --once
          streambench watch http://localhost:24280/v1/conversations/c1  by proxy
          streambench watch http://localhost:4281/v1/conversations/c1 --transport grpc
          streambench watch http://localhost:4280/v1/conversations/c2 --dialect ajo

        A line an event: mark, cursor, type, item, text. Marks: = came before,
        > events before it are missing, ! not applied, ~ a remark. Holes are shown,
        not repaired. At the end: why, and the digest of the state.
        Exit codes: 2 wrong address or no such conversation, 3 the stream broke.
        """;

    internal static (Command, string) Create()
    {
        var url = new Argument<string>("URL") { Description = WatchTarget.Form };
        var transport = new Option<string>("--transport")
        {
            Description = "sse, ndjson, lp, ws or grpc",
            HelpName = "NAME",
        };
        transport.AcceptOnlyFromAmong([.. StreamTransports.Names]);
        var dialect = new Option<string>("--dialect")
        {
            Description = string.Join(", ", WatchDialects.Names.Where(one => one != WatchDialects.Native)),
            HelpName = "NAME",
            DefaultValueFactory = _ => WatchDialects.Native,
        };
        dialect.AcceptOnlyFromAmong([.. WatchDialects.Names]);
        var cursor = new Option<string?>("--cursor") { Description = "begin after this event", HelpName = "C" };
        var send = new Option<string?>("--send") { Description = "say this first", HelpName = "TEXT" };
        var script = new Option<string?>("--script") { Description = "with --send: what to play", HelpName = "NAME" };
        var token = new Option<string?>("--token") { Description = "bearer token", HelpName = "TEXT" };
        var json = new Option<bool>("--json") { Description = "a JSON object a line" };
        var once = new Option<bool>("--once") { Description = "stop when the turn is over" };
        var command = new Command("watch", "Follow a conversation, a line an event")
        {
            url,
            transport,
            dialect,
            cursor,
            send,
            script,
            token,
            json,
            once,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(script) is not null && result.GetValue(send) is null)
            {
                result.AddError("--script needs --send TEXT: a script is played in answer to a message");
            }
        });
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                if (!WatchTarget.TryParse(parsed.GetValue(url)!, out var target))
                {
                    await error.WriteLineAsync(
                        $"\"{Printable.Of(parsed.GetValue(url)!)}\" is no address of a conversation; give {WatchTarget.Form}."
                    );
                    return ExitCode.Usage;
                }

                var spoken = DialectList.Find(parsed.GetValue(dialect)!)!;
                if (!WatchDialects.TryChoose(spoken, parsed.GetValue(transport), out var carrier))
                {
                    await error.WriteLineAsync(
                        $"{spoken.Name} has no {parsed.GetValue(transport)}; it has {string.Join(", ", WatchDialects.TransportsOf(spoken))}."
                    );
                    return ExitCode.Usage;
                }

                var settings = new WatchSettings(target, carrier)
                {
                    Dialect = spoken,
                    Cursor = parsed.GetValue(cursor),
                    Send = parsed.GetValue(send),
                    Script = parsed.GetValue(script),
                    Token = parsed.GetValue(token),
                    Once = parsed.GetValue(once),
                };
                IWatchView view = parsed.GetValue(json)
                    ? new JsonView(output)
                    : new ColumnView(output, withColour: output == Console.Out && !Console.IsOutputRedirected);
                return await new WatchRun(error, view, TimeProvider.System).RunAsync(settings, cancellation);
            }
        );
        return (command, Example);
    }
}

using System.CommandLine;
using StreamBench.Cli.Serving;
using StreamBench.FaultProxy;

namespace StreamBench.Cli.Commands;

/// <summary><c>streambench proxy</c></summary>
internal static class ProxyCommand
{
    private const string Example = """
        Examples:
          streambench proxy                       one proxy a transport of serve
          streambench proxy --config mine.json    as POST /populate takes it
          streambench proxy --rules cut.yaml      with these rules on every proxy
          curl localhost:8474/proxies             what there is; Toxiproxy's API

        The same seed repeats jitter, toxicity and cuts.
        """;

    private static readonly Option<string?> Config = new("--config")
    {
        Description = "the proxies to make",
        HelpName = "toxiproxy.json",
    };
    private static readonly Option<string> Host = new("--host")
    {
        Description = "address of the API",
        DefaultValueFactory = _ => "localhost",
        HelpName = "HOST",
    };
    private static readonly Option<int> Port = Ports.Option(
        "--port",
        FaultProxyServer.DefaultApiPort,
        "port of the API"
    );
    private static readonly Option<long?> Seed = new("--seed")
    {
        Description = "seed of all chance; otherwise from the clock",
        HelpName = "N",
    };
    private static readonly Option<string[]> Rules = new("--rules")
    {
        Description = "rule files for every proxy made at the start",
        AllowMultipleArgumentsPerToken = true,
        HelpName = "FILE",
    };

    internal static (Command, string) Create()
    {
        var command = new Command("proxy", "The fault proxy alone: Toxiproxy's API, and rules for streams")
        {
            Config,
            Host,
            Port,
            Seed,
            Rules,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var streams = parsed.InvocationConfiguration;
                return new ProxyRun(streams.Output, streams.Error).RunAsync(
                    new ProxySettings(
                        parsed.GetValue(Host)!,
                        parsed.GetValue(Port),
                        parsed.GetValue(Seed),
                        parsed.GetValue(Config),
                        [.. parsed.GetValue(Rules) ?? []]
                    ),
                    cancellation
                );
            }
        );
        return (command, Example);
    }
}

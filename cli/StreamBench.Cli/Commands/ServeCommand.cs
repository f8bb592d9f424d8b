using System.CommandLine;
using System.Net;
using StreamBench.Cli.Serving;
using StreamBench.FaultProxy;

namespace StreamBench.Cli.Commands;

/// <summary><c>streambench serve [SCRIPTS…]</c></summary>
internal static class ServeCommand
{
    private const string Example = """
        Examples:
          streambench serve                      plays s-hello to everyone who asks
          streambench serve s-tool my.yaml       s-tool unless a message names another
          streambench serve --port 0 --no-proxy  on free ports, the agent alone

        A conversation is there as soon as somebody asks for it, so curl works first.
        Ctrl-C or SIGTERM says goodbye to every stream and ends with exit code 0.
        """;

    private static readonly Argument<string[]> Scripts = new("SCRIPTS")
    {
        Description = "names of shipped scripts, or script files; the first is the default",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<int> Port = Ports.Option("--port", 4280, "all transports but gRPC");
    private static readonly Option<int> GrpcPort = Ports.Option("--grpc-port", 4281, "gRPC");
    private static readonly Option<int> ProxyPort = Ports.Option(
        "--proxy-port",
        FaultProxyServer.DefaultApiPort,
        "API of the fault proxy"
    );
    private static readonly Option<bool> NoProxy = new("--no-proxy") { Description = "leave the fault proxy out" };
    private static readonly Option<string?> Config = new("--config")
    {
        Description = "proxies to make instead of one a transport",
        HelpName = "toxiproxy.json",
    };
    private static readonly Option<long?> Seed = new("--seed")
    {
        Description = "of the proxy's chances, so that a run repeats",
        HelpName = "N",
    };
    private static readonly Option<string?> Listen = new("--listen")
    {
        Description = "agent's address beyond loopback; needs --token",
        HelpName = "IP",
    };
    private static readonly Option<string?> Token = new("--token")
    {
        Description = "what clients must send as a bearer token",
        HelpName = "TEXT",
    };

    internal static (Command, string) Create()
    {
        var command = new Command("serve", "Play scripts to any client, with the fault proxy in front")
        {
            Scripts,
            Port,
            GrpcPort,
            ProxyPort,
            NoProxy,
            Config,
            Seed,
            Listen,
            Token,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Listen) is { } listen && !IPAddress.TryParse(listen, out _))
            {
                result.AddError($"--listen: \"{Printable.Of(listen)}\" is no IP address, such as 0.0.0.0");
            }
        });
        command.SetAction(
            (parsed, cancellation) =>
            {
                var streams = parsed.InvocationConfiguration;
                return new ServeRun(streams.Output, streams.Error).RunAsync(Settings(parsed), cancellation);
            }
        );
        return (command, Example);
    }

    private static ServeSettings Settings(ParseResult parsed) =>
        new()
        {
            Scripts = [.. parsed.GetValue(Scripts) ?? []],
            HttpPort = parsed.GetValue(Port),
            GrpcPort = parsed.GetValue(GrpcPort),
            ProxyPort = parsed.GetValue(NoProxy) ? null : parsed.GetValue(ProxyPort),
            ProxyConfig = parsed.GetValue(Config),
            Seed = parsed.GetValue(Seed),
            Listen = parsed.GetValue(Listen) is { } listen ? IPAddress.Parse(listen) : null,
            Token = parsed.GetValue(Token),
        };
}

using System.Net;
using StreamBench.FakeAgent;
using StreamBench.FaultProxy;

namespace StreamBench.Cli.Serving;

/// <summary>The fake agent with the fault proxy in front of it, until somebody stops them.</summary>
internal sealed class ServeRun(TextWriter output, TextWriter error)
{
    /// <summary>Runs until <paramref name="cancellation"/>; a server that was asked to stop has lost nothing: exit code 0.</summary>
    internal async Task<int> RunAsync(ServeSettings settings, CancellationToken cancellation)
    {
        if (ScriptShelf.Load(settings.Scripts, error) is not { } shelf)
        {
            return ExitCode.Usage;
        }

        var options = new FakeAgentOptions
        {
            HttpPort = settings.HttpPort,
            GrpcPort = settings.GrpcPort,
            Listen = settings.Listen,
            Token = settings.Token,
            Script = shelf.First,
            FindScript = shelf.Find,
            CreateOnSubscribe = true,
        };
        if (options.Validate().ToList() is { Count: > 0 } problems)
        {
            problems.ForEach(error.WriteLine);
            return ExitCode.Usage;
        }

        if (settings is { ProxyPort: not null, ProxyConfig: { } file } && !File.Exists(file))
        {
            await error.WriteLineAsync(
                $"{file}: no such file. --config takes a toxiproxy.json; without it the tool's own is used."
            );
            return ExitCode.Usage;
        }

        return await ServeAsync(options, settings, cancellation);
    }

    private async Task<int> ServeAsync(FakeAgentOptions options, ServeSettings settings, CancellationToken cancellation)
    {
        try
        {
            await using var agent = await FakeAgentServer.StartAsync(options, cancellation: cancellation);
            await using var proxy = await StartProxyAsync(agent, settings, cancellation);
            CurlLines.Print(output, agent.HttpAddress, settings.Token is not null);
            await output.FlushAsync(CancellationToken.None);
            await UntilStopped.WaitAsync(cancellation);
            return ExitCode.AsExpected;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.AsExpected;
        }
        catch (Exception e) when (e is IOException or FaultProxyException or System.Net.Sockets.SocketException)
        {
            await error.WriteLineAsync(e.Message);
            await error.WriteLineAsync(
                "If a port is taken, stop what uses it or choose others: --port, --grpc-port and --proxy-port take 0 for any free one; --no-proxy leaves the proxy out."
            );
            return ExitCode.Harness;
        }
    }

    private async Task<FaultProxyServer?> StartProxyAsync(
        FakeAgentServer agent,
        ServeSettings settings,
        CancellationToken cancellation
    )
    {
        await output.WriteLineAsync($"agent        {agent.HttpAddress}  (SSE, NDJSON, long-polling, WebSocket)");
        await output.WriteLineAsync($"             {agent.GrpcAddress}  (gRPC)");
        if (settings.ProxyPort is not { } port)
        {
            return null;
        }

        var proxies = DefaultProxies.InFrontOf(
            Reachable(agent.HttpAddress),
            Reachable(agent.GrpcAddress),
            freePorts: port == 0
        );
        var (server, api) = await ProxyHost.StartAsync(
            new IPEndPoint(IPAddress.Loopback, port),
            settings.Seed,
            settings.ProxyConfig,
            proxies,
            cancellation
        );
        ProxyHost.Print(output, server, api);
        return server;
    }

    /// <summary>An agent on every address is reached on loopback from here.</summary>
    private static Uri Reachable(Uri address) =>
        IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip)
        && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? new UriBuilder(address) { Host = "127.0.0.1" }.Uri
            : address;
}

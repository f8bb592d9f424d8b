using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Rules;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.Cli.Serving;

/// <summary>What <c>streambench proxy</c> was asked for.</summary>
/// <param name="Host">Where the API listens: a name or an address.</param>
/// <param name="Port">Its port; 0 takes a free one.</param>
/// <param name="Seed">Seed of all chance; null takes one from the clock.</param>
/// <param name="Config">A <c>toxiproxy.json</c>; null for the one that travels with the tool.</param>
/// <param name="Rules">Rule files, in this order, for every proxy.</param>
internal sealed record ProxySettings(string Host, int Port, long? Seed, string? Config, ImmutableArray<string> Rules);

/// <summary>The fault proxy alone, until somebody stops it.</summary>
internal sealed class ProxyRun(TextWriter output, TextWriter error)
{
    /// <summary>
    /// Read by .NET before its first socket: with 1, bytes are passed on by the thread that learns of them. Nothing in the proxy blocks
    /// that thread, and a tenth more connections and bytes pass a second (benchmarks/README.md).
    /// </summary>
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Runs until <paramref name="cancellation"/> and answers the exit code.</summary>
    internal async Task<int> RunAsync(ProxySettings settings, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
            Environment.SetEnvironmentVariable(InlineCompletions, "1");
        try
        {
            var rules = LoadRules(settings.Rules);
            var host = await FindAsync(settings.Host, cancellation);
            var (server, api) = await ProxyHost.StartAsync(
                new IPEndPoint(host, settings.Port),
                settings.Seed,
                settings.Config,
                DefaultProxies.Read(),
                cancellation
            );
            await using (server)
            {
                foreach (var proxy in server.Proxies.Where(_ => !rules.Rules.IsEmpty))
                {
                    await proxy.SetRulesAsync(rules);
                }

                ProxyHost.Print(output, server, api);
                await output.WriteLineAsync("Ctrl-C stops.");
                await output.FlushAsync(CancellationToken.None);
                await UntilStopped.WaitAsync(cancellation);
            }

            return ExitCode.AsExpected;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.AsExpected;
        }
        catch (RuleFileException e)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e)
            when (e is FaultProxyException { Status: < 500 } or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is FaultProxyException or SocketException)
        {
            await error.WriteLineAsync(e.Message);
            await error.WriteLineAsync(
                "If a port is taken, stop what uses it, or choose another: --port for the API, \"listen\" in the file of --config for a proxy."
            );
            return ExitCode.Harness;
        }
    }

    /// <summary>The rules of all files as one list; the first seed given counts.</summary>
    private static FaultRules LoadRules(ImmutableArray<string> files)
    {
        var all = files.Select(RuleFile.Load).ToList();
        return new FaultRules
        {
            Seed = all.Select(rules => rules.Seed).FirstOrDefault(seed => seed is not null),
            Rules = [.. all.SelectMany(rules => rules.Rules)],
        };
    }

    private static async Task<IPAddress> FindAsync(string host, CancellationToken cancellation)
    {
        // "localhost" is 127.0.0.1 to every client of this API, whatever the resolver prefers.
        var found = host == "localhost" ? [IPAddress.Loopback] : await Dns.GetHostAddressesAsync(host, cancellation);
        return found[0];
    }
}

using System.Globalization;
using System.Text.Json;

namespace StreamBench.Cli.Loading;

/// <summary>
/// The other side of <see cref="AgentProcess"/>: plays a plan's scripts until its input ends. A process of its own, so that
/// its garbage is collected beside the engine's clocks and not within them.
/// </summary>
internal static class AgentHost
{
    internal const string Forget = "forget ";
    internal const string Renew = "renew ";

    internal static async Task<int> RunAsync(TextReader input, TextWriter output, TextWriter error)
    {
        var setup = JsonSerializer.Deserialize(await input.ReadLineAsync() ?? "null", AgentJson.Default.AgentSetup);
        if (setup?.ToPlan() is not { } plan || PlanScripts.Load(plan, setup.Folder, error) is not { } scripts)
        {
            return ExitCode.Usage;
        }

        var rules = setup.Faults is { } name ? FaultPlans.Load(name, setup.Folder, error) : null;
        await using var agent = await EmbeddedAgent.StartAsync(plan, scripts, rules, CancellationToken.None);
        var addresses = new AgentAddresses(agent.Address, agent.DisturbedPaths);
        var writing = TextWriter.Synchronized(output);
        await writing.WriteLineAsync(JsonSerializer.Serialize(addresses, AgentJson.Default.AgentAddresses));
        await writing.FlushAsync();
        var renewing = new List<Task>();
        while (await input.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Forget, StringComparison.Ordinal))
            {
                agent.Forget(line[Forget.Length..]);
            }
            else if (line.StartsWith(Renew, StringComparison.Ordinal))
            {
                renewing.RemoveAll(task => task.IsCompletedSuccessfully);
                renewing.Add(RenewAsync(agent, int.Parse(line[Renew.Length..], CultureInfo.InvariantCulture), writing));
            }
        }

        await Task.WhenAll(renewing);
        return ExitCode.AsExpected;
    }

    private static async Task RenewAsync(EmbeddedAgent agent, int path, TextWriter output)
    {
        await agent.RenewAsync(path, CancellationToken.None);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Renew}{path}"));
        await output.FlushAsync();
    }
}

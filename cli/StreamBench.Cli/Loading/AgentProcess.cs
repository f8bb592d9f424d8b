using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using StreamBench.Load.Plans;
using StreamBench.Load.Running;
using StreamBench.Load.Turns;

namespace StreamBench.Cli.Loading;

/// <summary>A fake agent in a process of its own that lives as long as a run.</summary>
internal sealed class AgentProcess : ILoadServer
{
    private readonly Process process;
    private readonly AgentAddresses addresses;
    private readonly PlanScripts scripts;
    private readonly ConcurrentDictionary<int, TaskCompletionSource> renewing = new();
    private readonly Lock writing = new();
    private readonly Task reading;

    private AgentProcess(Process process, AgentAddresses addresses, PlanScripts scripts)
    {
        (this.process, this.addresses, this.scripts) = (process, addresses, scripts);
        reading = ReadAsync();
    }

    public Uri Address => addresses.Address;

    public bool IsOwn => true;

    public ImmutableArray<Uri> DisturbedPaths => addresses.Paths;

    /// <summary>Starts it and waits until it listens.</summary>
    /// <exception cref="LoadRunException">It did not.</exception>
    internal static async Task<AgentProcess> StartAsync(
        LoadPlan plan,
        PlanScripts scripts,
        string? folder,
        CancellationToken cancellation
    )
    {
        var child =
            Process.Start(Command()) ?? throw new LoadRunException("the fake agent's process could not be started");
        // Where both have to share cores, the clocks come first.
        child.PriorityClass = ProcessPriorityClass.BelowNormal;
        var setup = JsonSerializer.Serialize(AgentSetup.Of(plan, folder), AgentJson.Default.AgentSetup);
        await child.StandardInput.WriteLineAsync(setup.AsMemory(), cancellation);
        await child.StandardInput.FlushAsync(cancellation);
        var first = await child.StandardOutput.ReadLineAsync(cancellation);
        return first is not null && JsonSerializer.Deserialize(first, AgentJson.Default.AgentAddresses) is { } addresses
            ? new AgentProcess(child, addresses, scripts)
            : throw new LoadRunException("the fake agent ended before it listened; its words are above");
    }

    public ExpectedTurn? Expected(LoadScenario scenario) => scripts.Expected(scenario);

    public async ValueTask RenewAsync(int path, CancellationToken cancellation)
    {
        var done = renewing[path] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Say(string.Create(CultureInfo.InvariantCulture, $"{AgentHost.Renew}{path}"));
        await done.Task.WaitAsync(cancellation);
    }

    public void Forget(string conversation) => Say(AgentHost.Forget + conversation);

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Say(string line)
    {
        lock (writing)
        {
            process.StandardInput.WriteLine(line);
        }
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (
                line.StartsWith(AgentHost.Renew, StringComparison.Ordinal)
                && int.TryParse(line[AgentHost.Renew.Length..], CultureInfo.InvariantCulture, out var path)
                && renewing.TryRemove(path, out var done)
            )
            {
                done.SetResult();
            }
        }

        foreach (var waiting in renewing.Values)
        {
            waiting.TrySetException(new IOException("the fake agent's process ended"));
        }
    }

    // This very program: by its own executable where there is one, else by the runtime that runs it.
    private static ProcessStartInfo Command()
    {
        var assembly = typeof(AgentProcess).Assembly.Location;
        var own = Environment.ProcessPath;
        var isOwn = Path.GetFileNameWithoutExtension(own) == Path.GetFileNameWithoutExtension(assembly);
        string[] words = isOwn ? ["load", "agent"] : ["exec", assembly, "load", "agent"];
        var info = new ProcessStartInfo(isOwn ? own! : "dotnet", words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // Ctrl-C reaches the whole group; the agent ends when the run does, by the end of its input.
        return info;
    }
}

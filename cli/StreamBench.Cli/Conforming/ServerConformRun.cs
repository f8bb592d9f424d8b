using System.Collections.Immutable;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Servers.Cases;
using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Conformance.Servers.Running;

namespace StreamBench.Cli.Conforming;

/// <summary>As <see cref="ConformRun"/>, with a server under test.</summary>
internal sealed class ServerConformRun(TextWriter output, TextWriter error)
{
    /// <summary>How often heartbeats should come, so that the run is short.</summary>
    private const int HeartbeatMs = 250;

    private const string Dialect = "streambench";

    /// <summary>Runs, and answers the exit code.</summary>
    internal Task<int> RunAsync(ServerSettings server, ConformSettings settings, CancellationToken cancellation) =>
        Attempt.OfAsync(
            async () =>
            {
                var options = new ServerRunnerOptions
                {
                    Parallel = Math.Min(8, settings.Runner.Parallel),
                    MaxFailures = settings.Runner.MaxFailures,
                    Settings = settings.Runner.Settings,
                    Repeat = run => $"streambench conform {Who(server)} --run '{run.Path}' --seed {run.Seed}",
                };
                await using var session = await ServerSession.StartAsync(
                    ServerOf(server, settings),
                    options,
                    cancellation
                );
                return await RunAsync(session, settings, cancellation);
            },
            error,
            cancellation
        );

    private async Task<int> RunAsync(ServerSession session, ConformSettings settings, CancellationToken cancellation)
    {
        var plan = await session.PlanAsync(ServerCaseBook.Shipped, settings.Plan);
        if (plan.Runs.IsEmpty && plan.Unimplemented.IsEmpty)
        {
            await error.WriteLineAsync(
                "nothing was selected; streambench conform list 'SRV-*' shows the cases for servers"
            );
            return ExitCode.NothingSelected;
        }

        var whole = await session.PlanAsync(
            ServerCaseBook.Shipped,
            new() { Phase = settings.Plan.Phase, Exhaustive = true }
        );
        var baseline = BaselineDesk.Open(
            settings,
            [.. whole.Runs.Select(run => run.Path), .. whole.Unimplemented.Select(run => run.Path)],
            id => ServerCaseBook.Shipped.Find(id)?.Asserts.Select(one => $"{id}.{one.Id}") ?? []
        );
        return await new ResultDesk(settings, baseline, output, error).RunAsync(
            session.Card.Client,
            (plan.Runs.Length, plan.Unimplemented.Length),
            take => session.RunAsync(plan, take, cancellation),
            cancellation
        );
    }

    /// <summary>The server that was asked for, not started yet.</summary>
    internal static IServerUnderTest ServerOf(ServerSettings server, ConformSettings settings)
    {
        if (server.Command is not { } command)
        {
            return new RunningServer(
                new ServerIntroduction
                {
                    Url = server.Url!,
                    GrpcUrl = server.GrpcUrl,
                    Token = server.Token,
                    Capabilities = server.Capabilities is { } said ? [.. said] : null,
                }
            );
        }

        ImmutableArray<string> transports = settings.Plan.Transports.IsEmpty
            ? ["sse", "ndjson", "lp", "ws", "grpc"]
            : settings.Plan.Transports;
        var order = new ServeOrder("serve", 1, transports, Dialect, HeartbeatMs);
        return new CommandServer(command, order, new ClientLimits(), TimeProvider.System);
    }

    /// <summary>The words that name it on a command line. A token is no part of a line that people copy into a bug report.</summary>
    internal static string Who(ServerSettings server) =>
        server.Command is { } command ? $"--server-cmd \"{command}\"" : $"--server {server.Url}";
}

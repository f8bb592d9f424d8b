using StreamBench.Conformance.Pairs;

namespace StreamBench.Cli.Conforming;

/// <summary>As <see cref="ConformRun"/>, with a client and a server under test at the same time.</summary>
internal sealed class PairConformRun(TextWriter output, TextWriter error)
{
    /// <summary>Runs, and answers the exit code.</summary>
    internal Task<int> RunAsync(ServerSettings server, ConformSettings settings, CancellationToken cancellation) =>
        Attempt.OfAsync(
            async () =>
            {
                var who = $"--mode both {RepeatLine.Who(settings.Client)} {ServerConformRun.Who(server)}";
                await using var session = await PairSession.StartAsync(
                    ConformRun.ClientOf(settings),
                    ServerConformRun.ServerOf(server, settings),
                    settings.Runner with
                    {
                        Repeat = run => $"streambench conform {who} --run '{run.Path}' --seed {run.Seed}",
                    },
                    settings.Plan.Seed,
                    cancellation
                );
                return await new SessionRun(output, error).RunAsync(
                    session,
                    settings,
                    "a pair is put only through cases that the proxy alone disturbs, such as RES-001",
                    cancellation
                );
            },
            error,
            cancellation
        );
}

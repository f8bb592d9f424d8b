using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Rosters;
using StreamBench.Conformance.Reference;
using StreamBench.Conformance.Running;

namespace StreamBench.Cli.Conforming;

/// <summary>A conformance run: progress on standard error, results line by line into a file, the report on standard output.</summary>
internal sealed class ConformRun(TextWriter output, TextWriter error)
{
    /// <summary>Runs, and answers the exit code.</summary>
    internal Task<int> RunAsync(ConformSettings settings, CancellationToken cancellation) =>
        Attempt.OfAsync(
            async () =>
            {
                await using var session = await ConformanceSession.StartAsync(
                    ClientOf(settings),
                    settings.Runner,
                    settings.Plan.Seed,
                    cancellation
                );
                return await new SessionRun(output, error).RunAsync(
                    session,
                    settings,
                    "streambench conform list shows every case",
                    cancellation
                );
            },
            error,
            cancellation
        );

    /// <summary>The client that was asked for, not started yet.</summary>
    internal static IClientUnderTest ClientOf(ConformSettings settings)
    {
        var client = settings.Client is { } text
            ? ClientSpec.Parse(text).Create()
            : new ReferenceUnderTest(seed: settings.Plan.Seed);
        return settings.Name is { } name ? new NamedClient(client, name) : client;
    }
}

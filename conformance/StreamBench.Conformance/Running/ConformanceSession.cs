using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Running;

/// <summary>A client on the bench: started, introduced, and ready for any part of the catalogue.</summary>
public sealed class ConformanceSession : IClientSession
{
    private readonly Bench bench;
    private readonly IClientUnderTest client;
    private readonly Planner planner;
    private readonly RunnerOptions options;

    private ConformanceSession(Bench bench, IClientUnderTest client, ClientIntroduction card, RunnerOptions options)
    {
        (this.bench, this.client, Card, this.options) = (bench, client, card, options);
        planner = new Planner(new BodySize(bench, options.Settings).OfAsync);
    }

    /// <summary>What the client says of itself.</summary>
    public ClientIntroduction Card { get; }

    /// <summary>Starts servers and client.</summary>
    /// <param name="client">The client; disposed with the session.</param>
    /// <param name="options">How to run.</param>
    /// <param name="seed">Seed of every chance in proxy and plan.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="ClientUnavailableException">The client could not be started, or does not speak the protocol.</exception>
    public static async Task<ConformanceSession> StartAsync(
        IClientUnderTest client,
        RunnerOptions options,
        int seed,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        var card = await client.StartAsync(cancellation);
        return new ConformanceSession(await Bench.StartAsync(seed, cancellation), client, card, options);
    }

    /// <summary>Lays out the runs of a catalogue for this client.</summary>
    public Task<Plan> PlanAsync(CaseBook book, PlanOptions plan) => planner.PlanAsync(book, Card, plan);

    /// <summary>Runs a plan. After a whole one it also tells what the client declares and does not serve.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="report">Told of each result once it is certain, from any thread.</param>
    /// <param name="cancellation">Stops between runs.</param>
    public async Task RunAsync(Plan plan, Action<RunResult> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(report);
        var advertising = new Advertising(Card, plan, options.Repeat);
        await new Runner(new CasePlayer(bench, client, Card, options), Card, planner, options).RunAsync(
            plan,
            Take,
            cancellation
        );
        foreach (var failure in options.MaxFailures is null ? advertising.Unserved() : [])
        {
            report(failure);
        }

        void Take(RunResult result)
        {
            advertising.Take(result);
            report(result);
        }
    }

    /// <summary>
    /// Plays one run for a client that a person starts, in place of the session's own, until that client has come and gone. Nothing is judged.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="conversation">Id of the conversation; free in this session.</param>
    /// <param name="watch">Is told where the client may connect, and what happens.</param>
    /// <param name="cancellation">Takes the stage away.</param>
    /// <exception cref="FormatException">The case is not right.</exception>
    /// <exception cref="FaultProxy.FaultProxyException">The port of the settings is taken.</exception>
    public Task PlayByHandAsync(
        PlannedRun run,
        string conversation,
        IStageWatch watch,
        CancellationToken cancellation
    ) => new HandPlay(watch, options.Settings).PlayAsync(bench, run, conversation, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await bench.DisposeAsync();
    }
}

using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Reference;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.FaultProxy;

namespace StreamBench.Conformance.Pairs;

/// <summary>
/// A client under test and a server under test together, through the fault proxy. Only the state is judged. What fails is run again
/// with the reference in the place of either, which tells whom to blame.
/// </summary>
public sealed class PairSession : IClientSession
{
    private readonly PairParts parts;
    private readonly ServerLink link;
    private readonly ServerLink referenceLink;
    private readonly FaultProxyServer faults;
    private readonly Planner planner = new(_ => Task.FromResult(0)); // no case of a pair sweeps over bytes
    private readonly Runner runner;

    private PairSession(
        PairParts parts,
        ClientIntroduction client,
        (ServerIntroduction Tested, ServerIntroduction Reference) servers,
        RunnerOptions options,
        int seed
    )
    {
        this.parts = parts;
        var time = options.Settings.Time;
        link = new ServerLink(servers.Tested, time);
        referenceLink = new ServerLink(servers.Reference, time);
        faults = new FaultProxyServer(new FaultProxyOptions { Seed = seed });
        Server = ServerCard.Of(servers.Tested, parts.Server.CanRestart);
        Card = client with
        {
            Client = client.Client with { Name = $"{client.Client.Name}+{Server.Client.Name}" },
            Transports = [.. client.Transports.Intersect(Server.Transports, StringComparer.Ordinal)],
        };
        var table = new PairTable(
            parts.Client,
            parts.ReferenceClient,
            new PairSide(servers.Tested, link),
            new PairSide(servers.Reference, referenceLink)
        );
        runner = new Runner(new PairPlayer(faults, table, Card, options), Card, planner, options);
    }

    /// <summary>The pair as one: its name, what the client can do, and the transports that both speak.</summary>
    public ClientIntroduction Card { get; }

    /// <summary>What the server says of itself.</summary>
    public ServerCard Server { get; }

    /// <summary>Starts both sides, and a reference of each.</summary>
    /// <param name="client">The client; disposed with the session.</param>
    /// <param name="server">The server; disposed with the session.</param>
    /// <param name="options">How to run.</param>
    /// <param name="seed">Seed of every chance.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="ClientUnavailableException">One of them could not be started, or the server plays no scripts.</exception>
    public static async Task<PairSession> StartAsync(
        IClientUnderTest client,
        IServerUnderTest server,
        RunnerOptions options,
        int seed,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(options);
        var all = new PairParts(client, server, new ReferenceUnderTest(seed: seed), new InProcessServer());
        try
        {
            var card = await client.StartAsync(cancellation);
            var servers = (await server.StartAsync(cancellation), await all.ReferenceServer.StartAsync(cancellation));
            var session = new PairSession(all, card, servers, options, seed);
            return session.Server.Capabilities.Contains(ServerCapabilities.Scripts)
                ? session
                : throw new ClientUnavailableException(
                    "the server plays no scripts, so nobody knows what the client should end in; see \"The scripted agent\" in conformance/docs/testing-servers.md"
                );
        }
        catch
        {
            await all.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lays out the runs of a catalogue that a pair can be put through.</summary>
    public Task<Plan> PlanAsync(CaseBook book, PlanOptions plan) => planner.PlanAsync(PairCases.Of(book), Card, plan);

    /// <summary>Runs a plan.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="report">Told of each result once it is certain, from any thread.</param>
    /// <param name="cancellation">Stops between runs.</param>
    public Task RunAsync(Plan plan, Action<RunResult> report, CancellationToken cancellation) =>
        runner.RunAsync(plan, report, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await parts.DisposeAsync();
        await faults.DisposeAsync();
        link.Dispose();
        referenceLink.Dispose();
    }

    private sealed record PairParts(
        IClientUnderTest Client,
        IServerUnderTest Server,
        IClientUnderTest ReferenceClient,
        IServerUnderTest ReferenceServer
    ) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            await ReferenceClient.DisposeAsync();
            await Server.DisposeAsync();
            await ReferenceServer.DisposeAsync();
        }
    }
}

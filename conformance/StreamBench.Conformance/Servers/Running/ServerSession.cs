using System.Collections.Immutable;
using System.Net.Sockets;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Servers.Cases;
using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Conformance.Servers.Talking;

namespace StreamBench.Conformance.Servers.Running;

/// <summary>A server on the bench: started, and ready for any part of the catalogue.</summary>
public sealed class ServerSession : IAsyncDisposable
{
    private readonly IServerUnderTest server;
    private readonly ServerAccess access;
    private readonly ServerRunnerOptions options;

    private ServerSession(IServerUnderTest server, ServerAccess access, ServerCard card, ServerRunnerOptions options) =>
        (this.server, this.access, Card, this.options) = (server, access, card, options);

    /// <summary>What the server says of itself.</summary>
    public ServerCard Card { get; }

    /// <summary>Starts a server, or looks whether it answers.</summary>
    /// <param name="server">The server; disposed with the session.</param>
    /// <param name="options">How to run.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="Clients.ClientUnavailableException">It could not be started, or does not answer.</exception>
    public static async Task<ServerSession> StartAsync(
        IServerUnderTest server,
        ServerRunnerOptions options,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            var time = options.Settings.Time;
            var introduction = await server.StartAsync(cancellation);
            // A server that runs on has the conversations of earlier sessions: the time keeps these apart.
            var name = $"{time.GetUtcNow().ToUnixTimeMilliseconds():x}";
            return new ServerSession(
                server,
                new ServerAccess(server, introduction, name, time),
                ServerCard.Of(introduction, server.CanRestart),
                options
            );
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lays out the runs of a catalogue for this server.</summary>
    public Task<ServerPlan> PlanAsync(ServerCaseBook book, PlanOptions plan) =>
        new ServerPlanner(OwnTypesAsync).PlanAsync(book, Card, plan);

    /// <summary>Runs a plan.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="report">Told of each result once it is certain, from any thread.</param>
    /// <param name="cancellation">Stops between runs.</param>
    public Task RunAsync(ServerPlan plan, Action<RunResult> report, CancellationToken cancellation) =>
        new ServerRunner(server, access, Card, options).RunAsync(plan, report, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        access.Dispose();
        await server.DisposeAsync();
    }

    // What a server without scripts says to "hi"; it may say less or more another time, so sweeps take what comes.
    private async Task<ImmutableArray<string>> OwnTypesAsync()
    {
        var look = new PlannedServerRun
        {
            Case = ServerCaseBook.Shipped.Cases[0],
            Transport = Card.Transports[0],
            Dialect = "streambench",
            Seed = 1,
        };
        var run = new ServerRun(look, Card, access, options.Settings, "look");
        try
        {
            var talk = await run.BeginAsync(CancellationToken.None);
            var heard = await talk.HearAsync(null, CancellationToken.None);
            return [.. heard.Events.Select(one => one.Payload.Type)];
        }
        catch (Exception e) when (e is ServerFaultException or HttpRequestException or SocketException)
        {
            return []; // the cases will say so, each in its own words
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.InProcess;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using Xunit;
using Xunit.v3;

namespace StreamBench.TestKit;

/// <summary>
/// A class fixture that keeps a client, a fake agent and a fault proxy running for the tests of a class. Derive from it to say how the
/// client is made; for a .NET client <see cref="ConformanceBench{TClient}"/> does.
/// </summary>
/// <remarks>
/// <code>
/// public sealed class NodeBench() : ConformanceBench(() => ClientSpec.Parse("node my-client.mjs").Create());
/// </code>
/// </remarks>
/// <param name="client">Makes the client, not yet started; called once.</param>
/// <param name="options">How to run; null for the defaults.</param>
public abstract class ConformanceBench(Func<IClientUnderTest> client, BenchOptions? options = null) : IAsyncLifetime
{
    private readonly BenchOptions options = options ?? new BenchOptions();
    private ConformanceSession? session;

    /// <inheritdoc/>
    /// <exception cref="ClientUnavailableException">The client could not be started, or does not speak the protocol.</exception>
    public async ValueTask InitializeAsync() =>
        session = await ConformanceSession.StartAsync(
            client(),
            options.Runner,
            options.Seed,
            TestContext.Current.CancellationToken
        );

    /// <summary>Runs what a path selects, and throws unless all of it passes. A missed SHOULD passes.</summary>
    /// <param name="path">The path that <see cref="ConformanceCasesAttribute"/> gave, or any pattern of paths.</param>
    /// <returns>The results, for a test that wants to look at more.</returns>
    /// <exception cref="ConformanceFailedException">A run failed; the message tells where the states differ and how it came to that.</exception>
    /// <exception cref="FormatException">The path is no pattern, or selects nothing.</exception>
    public async Task<ImmutableArray<RunResult>> ShouldPassAsync(string path)
    {
        var plan = await PlanAsync(path);
        var results = new ConcurrentQueue<RunResult>();
        await Session.RunAsync(
            plan with
            {
                Unimplemented = [],
            },
            results.Enqueue,
            TestContext.Current.CancellationToken
        );
        var failed = results.Where(run => run.Verdict >= Verdict.Fail).ToImmutableArray();
        if (!failed.IsEmpty)
        {
            throw new ConformanceFailedException(failed);
        }

        return results.All(run => run.Verdict is Verdict.NotRun or Verdict.Unimplemented)
            ? throw Skip(results.First().Reason ?? "not run")
            : [.. results];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (session is not null)
        {
            await session.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private ConformanceSession Session =>
        session
        ?? throw new InvalidOperationException("the bench is not started; take it as IClassFixture of the test class");

    private async Task<Plan> PlanAsync(string path)
    {
        if (!PathPattern.TryParse(path, out var pattern, out var problem))
        {
            throw new FormatException($"\"{path}\": {problem}");
        }

        var selection = new PlanOptions
        {
            Run = [pattern],
            Phase = 3,
            Seed = options.Seed,
            Samples = options.Samples,
            Exhaustive = options.Samples == int.MaxValue,
        };
        var plan = await Session.PlanAsync(CaseBook.Shipped, selection);
        var speaks = Session.Card.Transports;
        return plan switch
        {
            { Runs.IsEmpty: false } => plan,
            { Unimplemented: [var cell, ..] } => throw Skip(cell.Why),
            _ when Cells.Of(CaseBook.Shipped, selection).Any(cell => !speaks.Contains(cell.Transport)) => throw Skip(
                $"the client speaks {string.Join(", ", speaks)} only"
            ),
            _ => throw new FormatException($"\"{path}\" selects nothing; streambench conform list shows every case"),
        };
    }

    // xunit takes an exception whose message begins so as a skip.
    private static InvalidOperationException Skip(string why) => new(DynamicSkipToken.Value + why);
}

/// <summary>A bench for a client that is written for .NET and runs in the tests' process.</summary>
/// <typeparam name="TClient">The client.</typeparam>
public sealed class ConformanceBench<TClient>()
    : ConformanceBench(() => new InProcessClient(new TClient(), new ClientLimits(), TimeProvider.System))
    where TClient : IConformanceClient, new();

using System.Collections.Concurrent;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Speech;
using StreamBench.Transports.Client;

namespace StreamBench.Conformance.Reference;

/// <summary>The reference client as a client under test, in this process; or, with a bug planted in it, a mutant.</summary>
/// <param name="name">Its name in results.</param>
/// <param name="plant">Changes its parts; null for none.</param>
/// <param name="seed">Seed of its jitter.</param>
/// <param name="plantBelow">Changes what is under its transports; null for nothing.</param>
public sealed class ReferenceUnderTest(
    string name = "reference",
    Func<ChatClientParts, ChatClientParts>? plant = null,
    int seed = 1,
    Func<HttpMessageHandler, HttpMessageHandler>? plantBelow = null
) : IClientUnderTest
{
    private readonly ConcurrentDictionary<string, ReferenceRun> runs = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<ClientIntroduction> StartAsync(CancellationToken cancellation) =>
        Task.FromResult(
            new ClientIntroduction
            {
                Protocol = 1,
                Client = new ClientCard { Name = name, Language = "C#" },
                Capabilities = [.. Capabilities.All.Keys.Where(c => c is not ("comments" or "fallback"))],
                Transports = [.. Spoken.Transports],
                Dialects = [.. Spoken.Dialects],
                MaxConcurrency = 64,
            }
        );

    /// <inheritdoc/>
    public async Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        await using var run = new ReferenceRun(order, plant ?? (parts => parts), plantBelow, note, seed);
        runs[order.Run] = run;
        try
        {
            return await run.PlayAsync(cancellation);
        }
        finally
        {
            runs.TryRemove(order.Run, out _);
        }
    }

    /// <inheritdoc/>
    public Task<ActionAnswer> DoAsync(ActionOrder action, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(action);
        return runs.TryGetValue(action.Run, out var run)
            ? run.DoAsync(action, cancellation)
            : Task.FromResult(
                new ActionAnswer
                {
                    Run = action.Run,
                    Step = action.Step,
                    Message = "the run is over",
                }
            );
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

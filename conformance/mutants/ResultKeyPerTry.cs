using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: every try to bring a tool's result is a request of its own, so a server that did hear the first takes two.</summary>
public sealed class ResultKeyPerTry : IMutant
{
    /// <inheritdoc/>
    public string Name => "result-key-per-try";

    /// <inheritdoc/>
    public string Bug => "brings a tool's result with a new key at each try";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TOL-008"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var tries = 0;
        return right with
        {
            Requests = new RequestBug(right.Requests)
            {
                Bring = (result, send) => send(result with { IdempotencyKey = $"try-{++tries}" }),
            },
        };
    }
}

using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: every try and every click is a decision of its own.</summary>
public sealed class DecisionKeyPerTry : IMutant
{
    /// <inheritdoc/>
    public string Name => "decision-key-per-try";

    /// <inheritdoc/>
    public string Bug => "sends the same decision with a new key each time";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["APR-004", "APR-005"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var tries = 0;
        return right with
        {
            Requests = new RequestBug(right.Requests)
            {
                Decide = (decision, send) =>
                    send(decision with { IdempotencyKey = $"try-{Interlocked.Increment(ref tries)}" }),
            },
        };
    }
}

using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a decision whose answer is lost is taken for refused, and nobody sends it again.</summary>
public sealed class DecisionSentOnce : IMutant
{
    /// <inheritdoc/>
    public string Name => "decision-sent-once";

    /// <inheritdoc/>
    public string Bug => "does not send a decision again that was lost";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["APR-005"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Requests = new RequestBug(right.Requests)
            {
                Decide = async (decision, send) =>
                    await send(decision) is { IsRetryable: false } reply ? reply : new ChatReply(BadRequest),
            },
        };

    private const int BadRequest = 400;
}

using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: prompts are looked for in the newest turn only, so an answer to an older one goes nowhere.</summary>
public sealed class OnlyLastTurnAsks : IMutant
{
    /// <inheritdoc/>
    public string Name => "only-last-turn-asks";

    /// <inheritdoc/>
    public string Bug => "cannot answer an approval of an earlier turn";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["APR-008"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        string? newest = null;
        var turns = new Dictionary<string, string?>(StringComparer.Ordinal);
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    if (happening is TurnOpen)
                    {
                        newest = happening.Turn;
                    }
                    else if (happening is ApprovalRequest request)
                    {
                        turns[request.Approval] = request.Turn;
                    }

                    return happening;
                }
            ),
            Requests = new RequestBug(right.Requests)
            {
                Decide = (decision, send) =>
                    turns.GetValueOrDefault(decision.Approval) == newest
                        ? send(decision)
                        : Task.FromResult(new ChatReply(NotFound)),
            },
        };
    }

    private const int NotFound = 404;
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: what the user has clicked is what is shown, whatever the server says.</summary>
public sealed class OptimisticDecision : IMutant
{
    /// <inheritdoc/>
    public string Name => "optimistic-decision";

    /// <inheritdoc/>
    public string Bug => "shows the user's own decision although the server took another";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["APR-006", "APR-007", "FAN-005"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var clicked = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        return right with
        {
            Requests = new RequestBug(right.Requests)
            {
                Decide = (decision, send) =>
                {
                    clicked[decision.Approval] = decision.Decision;
                    return send(decision);
                },
            },
            Decoder = new StateBug(
                right.Decoder,
                (_, _, after) =>
                {
                    var changed = false;
                    foreach (var (id, decision) in clicked)
                    {
                        if (after["approvals"]?[id] is { } approval && (string?)approval["decision"] != decision)
                        {
                            approval["decision"] = decision;
                            changed = true;
                        }
                    }

                    return changed;
                }
            ),
        };
    }
}

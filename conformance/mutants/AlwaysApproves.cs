using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: both buttons send the same answer.</summary>
public sealed class AlwaysApproves : IMutant
{
    /// <inheritdoc/>
    public string Name => "always-approves";

    /// <inheritdoc/>
    public string Bug => "approves whatever the user answers";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["APR-001", "APR-009"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Requests = new RequestBug(right.Requests)
            {
                Decide = (decision, send) => send(decision with { Decision = Decisions.Approved }),
            },
        };
}

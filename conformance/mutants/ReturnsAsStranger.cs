using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: each handoff makes a new agent, also one back to an agent that is known.</summary>
public sealed class ReturnsAsStranger : IMutant
{
    /// <inheritdoc/>
    public string Name => "returns-as-stranger";

    /// <inheritdoc/>
    public string Bug => "shows an agent that gets the turn back as a new one";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["AGT-001"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        return right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening =>
                {
                    if (happening is not Handoff handoff)
                    {
                        return happening;
                    }

                    known.Add(handoff.From);
                    return known.Contains(handoff.To) ? handoff with { To = handoff.To + " (2)" } : handoff;
                }
            ),
        };
    }
}

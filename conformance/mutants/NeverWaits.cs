using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: no floor, no Retry-After.</summary>
public sealed class NeverWaits : IMutant
{
    /// <inheritdoc/>
    public string Name => "never-waits";

    /// <inheritdoc/>
    public string Bug => "comes back at once, whatever the server asks";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["ERR-001", "TPT-005", "TPT-011"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new PolicyBug(
                right.Policy,
                change: (_, decision) => decision with { Wait = TimeSpan.FromMilliseconds(10) }
            ),
        };
}

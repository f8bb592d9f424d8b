using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: one short wait before every reconnect; no backoff, no respect for the delay that the server asked for.</summary>
internal sealed class HammersServer : IMutant
{
    public string Name => "hammers-server";

    public string Bug => "comes back after 20 ms whatever the server asked and however often it failed";

    public ImmutableArray<string> CaughtBy => ["RES-017", "RES-018"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Policy = new ChangedPolicy(
                right.Policy,
                static (_, decision) => decision with { Wait = TimeSpan.FromMilliseconds(20) }
            ),
        };
}

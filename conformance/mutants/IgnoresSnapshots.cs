using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: who has a state needs no other one, so a snapshot that comes in the stream is skipped.</summary>
public sealed class IgnoresSnapshots : IMutant
{
    /// <inheritdoc/>
    public string Name => "ignores-snapshots";

    /// <inheritdoc/>
    public string Bug => "skips a snapshot that would have put it right";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SNP-002", "SNP-008"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new EventBug(right.Decoder, happening => happening is Snapshot ? null : happening),
        };
}

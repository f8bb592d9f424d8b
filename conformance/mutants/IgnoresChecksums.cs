using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a checkpoint is read and not compared.</summary>
public sealed class IgnoresChecksums : IMutant
{
    /// <inheritdoc/>
    public string Name => "ignores-checksums";

    /// <inheritdoc/>
    public string Bug => "does not compare its state with a checkpoint";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SNP-006"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new EventBug(right.Decoder, happening => happening is Checkpoint ? null : happening),
        };
}

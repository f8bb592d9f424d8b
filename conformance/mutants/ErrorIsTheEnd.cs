using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: nothing after an error counts.</summary>
public sealed class ErrorIsTheEnd : IMutant
{
    /// <inheritdoc/>
    public string Name => "error-is-the-end";

    /// <inheritdoc/>
    public string Bug => "stops listening at the first error event";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["ERR-001", "ERR-002", "ERR-007"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new EventBug(right.Decoder, new Deafness().Hear),
        };

    private sealed class Deafness
    {
        private bool isDeaf;

        internal StreamEvent? Hear(StreamEvent happening)
        {
            isDeaf |= happening is StreamError;
            return isDeaf ? null : happening;
        }
    }
}

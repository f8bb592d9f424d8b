using System.Collections.Immutable;
using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the first event has to come soon.</summary>
public sealed class Impatient : IMutant
{
    /// <inheritdoc/>
    public string Name => "impatient";

    /// <inheritdoc/>
    public string Bug => "gives up a connection that has brought no event after 250 ms";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TPT-003", "TPT-009"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Transport = new StreamBug(
                right.Transport,
                async (real, request, stop) => new Hasty(await real.OpenAsync(request, stop))
            ),
        };

    private sealed class Hasty(IStreamConnection right) : ConnectionBug(right)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
        private bool hasBegun;
        private StreamEnd? own;

        public override StreamEnd? End => own ?? base.End;

        public override async ValueTask<bool> ReadAsync(CancellationToken cancellation)
        {
            var read = base.ReadAsync(cancellation).AsTask();
            if (!hasBegun && await Task.WhenAny(read, Task.Delay(Patience, TimeProvider.System, cancellation)) != read)
            {
                own = new StreamEnd(StreamEndKind.TimedOut, StreamSide.Client, "no event within 250 ms");
                return false;
            }

            hasBegun = true;
            return await read;
        }
    }
}

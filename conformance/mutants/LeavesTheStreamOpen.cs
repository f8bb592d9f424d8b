using System.Collections.Immutable;
using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: disposing of the client leaves its connection behind.</summary>
public sealed class LeavesTheStreamOpen : IMutant
{
    /// <inheritdoc/>
    public string Name => "leaves-the-stream-open";

    /// <inheritdoc/>
    public string Bug => "forgets to close its stream";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TPT-012"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Transport = new StreamBug(
                right.Transport,
                async (real, request, stop) =>
                {
                    var connection = await real.OpenAsync(request, CancellationToken.None);
                    stop.ThrowIfCancellationRequested();
                    return new Leaky(connection);
                }
            ),
        };

    private sealed class Leaky(IStreamConnection right) : ConnectionBug(right)
    {
        public override ValueTask<bool> ReadAsync(CancellationToken cancellation) =>
            new(base.ReadAsync(CancellationToken.None).AsTask().WaitAsync(cancellation));

#pragma warning disable CA2215 // the bug: nothing is closed
        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
#pragma warning restore CA2215
    }
}

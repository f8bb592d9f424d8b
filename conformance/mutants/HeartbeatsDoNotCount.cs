using System.Collections.Immutable;
using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: only events are signs of life.</summary>
public sealed class HeartbeatsDoNotCount : IMutant
{
    /// <inheritdoc/>
    public string Name => "heartbeats-do-not-count";

    /// <inheritdoc/>
    public string Bug => "gives up a connection that brings heartbeats only";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TPT-001"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Transport = new StreamBug(
                right.Transport,
                async (real, request, stop) => new EventsOnly(await real.OpenAsync(request, stop))
            ),
        };

    private sealed class EventsOnly(IStreamConnection right) : ConnectionBug(right)
    {
        private StreamEnd? own;

        public override StreamEnd? End => own ?? base.End;

        public override async ValueTask<bool> ReadAsync(CancellationToken cancellation)
        {
            var silence = Task.Delay(TimeSpan.FromMilliseconds(600), TimeProvider.System, cancellation);
            while (true)
            {
                var read = base.ReadAsync(cancellation).AsTask();
                if (await Task.WhenAny(read, silence) != read)
                {
                    own = new StreamEnd(StreamEndKind.TimedOut, StreamSide.Client, "no event within 600 ms");
                    return false;
                }

                if (!await read)
                {
                    return false;
                }

                if (Current.Data.Span.IndexOf("\"heartbeat\""u8) < 0)
                {
                    return true;
                }
            }
        }
    }
}

using System.Collections.Immutable;
using StreamBench.Protocol.Wire;
using StreamBench.Transports;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: a reconnect forgets the old connection without closing it, so the server speaks to both.</summary>
internal sealed class LeavesStreamsOpen : IMutant
{
    public string Name => "leaves-streams-open";

    public string Bug => "never closes the stream it leaves";

    public ImmutableArray<string> CaughtBy => ["RES-014", "RES-016"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Transport = new ChangedTransport(
                right.Transport,
                static async (transport, request, stop) => new Forgotten(await transport.OpenAsync(request, stop))
            ),
        };

    private sealed class Forgotten(IStreamConnection right) : IStreamConnection
    {
        public Frame Current => right.Current;

        public StreamEnd? End => right.End;

        public TimeSpan? Retry => right.Retry;

        public ValueTask<bool> ReadAsync(CancellationToken cancellation) => right.ReadAsync(cancellation);

        public void Acknowledge(string cursor) => right.Acknowledge(cursor);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

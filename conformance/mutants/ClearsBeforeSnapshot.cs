using System.Collections.Immutable;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: when a snapshot is announced the old state is thrown away, before the new one is there.</summary>
public sealed class ClearsBeforeSnapshot(IFrameDecoder right) : IFrameDecoder
{
    private readonly List<Received> received = [];
    private long last;

    /// <inheritdoc/>
    public void StartConnection() => right.StartConnection();

    /// <inheritdoc/>
    public void Decode(in Frame frame, ICollection<Received> output)
    {
        received.Clear();
        right.Decode(frame, received);
        foreach (var one in received)
        {
            output.Add(one);
            last = Math.Max(last, (one.Payload as StreamEvent)?.Seq ?? 0);
            if (one.Payload is Hello { Resume: ResumeMode.Snapshot } hello)
            {
                output.Add(new Received(Nothing(hello.Epoch), null));
            }
        }
    }

    private Snapshot Nothing(int epoch)
    {
        var empty = new ConversationState();
        return new Snapshot
        {
            Seq = last,
            Epoch = epoch,
            State = StateJson.Write(empty),
            Digest = StateDigest.Compute(empty),
        };
    }
}

/// <summary>The client with <see cref="ClearsBeforeSnapshot"/> in it.</summary>
public sealed class ClearsBeforeSnapshotMutant : IMutant
{
    /// <inheritdoc/>
    public string Name => "clears-before-snapshot";

    /// <inheritdoc/>
    public string Bug => "throws its state away before the snapshot is in";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SNP-007"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new ClearsBeforeSnapshot(right.Decoder),
        };
}

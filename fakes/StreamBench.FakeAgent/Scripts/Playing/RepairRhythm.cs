using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>Counts scripted events and says when a snapshot or a checkpoint is due.</summary>
internal sealed class RepairRhythm(int snapshotEvery, int checkpointEvery)
{
    // Blanks: EventStamper fills them.
    private static readonly Snapshot Snapshot = new() { State = default, Digest = "" };
    private static readonly Checkpoint Checkpoint = new() { Digest = "" };

    private long said;

    /// <summary>What has to come before the next scripted event, or null.</summary>
    internal StreamEvent? Due { get; private set; }

    internal void Said(StreamEvent happening)
    {
        if (ReferenceEquals(happening, Due))
        {
            Due = null;
            return;
        }

        said++;
        Due =
            IsDue(snapshotEvery) ? Snapshot
            : IsDue(checkpointEvery) ? Checkpoint
            : null;
    }

    private bool IsDue(int every) => every > 0 && said % every == 0;
}

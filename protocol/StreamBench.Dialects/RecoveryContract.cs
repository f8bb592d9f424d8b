namespace StreamBench.Dialects;

/// <summary>What "resume" may mean in a dialect, from nothing to everything.</summary>
public enum RecoveryContract
{
    /// <summary>A cut stream cannot be taken up: what was not read is lost, and whoever asks again starts the turn anew.</summary>
    None,

    /// <summary>Everything is said again from the start, and the client is told to forget what it had.</summary>
    ReplayAll,

    /// <summary>Everything after the cursor that the client names is said again, once and in order.</summary>
    ReplayAfterCursor,

    /// <summary>What the server knows it has not written yet is said when the client comes back; what was in flight is gone.</summary>
    UndeliveredCache,

    /// <summary>The state as it stands now, then what comes.</summary>
    SnapshotThenLive,

    /// <summary>Everything after the cursor while the server has it, a snapshot and what comes where it has not.</summary>
    ReplayOrSnapshot,
}

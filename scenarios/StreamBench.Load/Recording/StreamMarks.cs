namespace StreamBench.Load.Recording;

/// <summary>
/// What the recorder must remember of one open stream: 40 bytes that lie beside whatever else is known of the stream, handed in
/// by reference. Times are nanoseconds since the start of the run.
/// </summary>
public struct StreamMarks
{
    /// <summary>When the schedule wanted it to start.</summary>
    public long IntendedStart { get; internal set; }

    /// <summary>When the engine began to connect.</summary>
    public long RealStart { get; internal set; }

    /// <summary>When its last event came, or -1.</summary>
    public long LastEvent { get; internal set; }

    /// <summary>When it dropped, or -1 while it has not or has recovered.</summary>
    public long DroppedAt { get; internal set; }

    internal short Slot;

    // One bit for each clock that runs from the start and has stopped.
    internal byte Reached;
}

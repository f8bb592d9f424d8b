namespace StreamBench.Dialects;

/// <summary>
/// What a server keeps of one run, for a client that attaches to it again. It is shown every frame of the conversation, in order, and
/// picks out those of its run.
/// </summary>
/// <remarks>Pure: no I/O, no clock. Not safe for several threads at once.</remarks>
public interface IRunReplay
{
    /// <summary>Takes the next frame of the conversation.</summary>
    void Take(ReadOnlyMemory<byte> frame);

    /// <summary>True for a frame that ends a turn of the run.</summary>
    bool IsEnd(ReadOnlyMemory<byte> frame);

    /// <summary>Adds the one message that says the run again; adds nothing when nothing is kept of such a run.</summary>
    void WriteTo(FrameBuffer output);
}

namespace StreamBench.FaultProxy.Framing;

/// <summary>Takes the pieces of one body in order: a fault, or the writer behind the last of them.</summary>
internal abstract class EventSink
{
    /// <summary>The next piece.</summary>
    public abstract void Accept(in FramedEvent frame);

    /// <summary>The body is whole: everything held goes on.</summary>
    public abstract void End();

    /// <summary>Nothing is to be held back: everything held goes on, and more may come.</summary>
    public abstract void Flush();
}

using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>What one toxic does to the chunks of a link. Holds attributes only: everything that changes lives in the stage.</summary>
internal abstract class Toxic : IPipe
{
    /// <summary>Chunks that may wait in front of it before the one before it has to wait.</summary>
    public virtual int BufferedChunks => 1;

    /// <summary>Whether taking it away closes the connections of its direction, as <c>timeout</c> does.</summary>
    public virtual bool ClosesWhenRemoved => false;

    public abstract ValueTask PipeAsync(Stage stage);
}

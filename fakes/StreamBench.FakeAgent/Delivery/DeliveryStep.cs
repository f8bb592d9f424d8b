namespace StreamBench.FakeAgent.Delivery;

/// <summary>What a filter hands its payloads to: the next filter, or the wire after the last one.</summary>
public sealed class DeliveryStep
{
    private readonly DeliveryChain chain;
    private readonly int index;

    internal DeliveryStep(DeliveryChain chain, int index)
    {
        this.chain = chain;
        this.index = index;
    }

    /// <summary>Time since the subscriber connected.</summary>
    public TimeSpan Now => chain.Elapsed;

    /// <summary>Passes <paramref name="item"/> on.</summary>
    public void Emit(in Outgoing item) => chain.PassFrom(index, item);
}

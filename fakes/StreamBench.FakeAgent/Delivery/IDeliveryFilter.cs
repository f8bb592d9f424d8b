namespace StreamBench.FakeAgent.Delivery;

/// <summary>
/// One link of the chain between journal and wire, for one subscriber. It may pass a payload on, hold it, change it, copy it
/// or drop it. Called by one thread at a time; never sees control frames.
/// </summary>
public interface IDeliveryFilter
{
    /// <summary>When <see cref="Wake"/> wants to be called, as elapsed time of <see cref="DeliveryStep.Now"/>; null when nothing is held by time.</summary>
    TimeSpan? WakeAt => null;

    /// <summary>Takes the next payload; whatever goes on is given to <paramref name="next"/>.</summary>
    void Pass(in Outgoing item, DeliveryStep next);

    /// <summary><see cref="WakeAt"/> has come.</summary>
    void Wake(DeliveryStep next) { }

    /// <summary>The stream ends in good order: everything still held goes on now.</summary>
    void Flush(DeliveryStep next) { }
}

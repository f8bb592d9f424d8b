namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>
/// <c>shuffle</c>: <c>window</c> events are collected from the struck one on, then sent in a seeded order. A partly filled
/// window goes out after <c>ms</c>, so a pause in the script does not end the stream's progress.
/// </summary>
internal sealed class ShuffleFault(FaultTrigger trigger) : IDeliveryFilter
{
    private readonly List<Outgoing> held = [];
    private TimeSpan until;

    public TimeSpan? WakeAt => held.Count > 0 ? until : null;

    public void Pass(in Outgoing item, DeliveryStep next)
    {
        if (held.Count == 0)
        {
            if (!trigger.Strikes(item))
            {
                next.Emit(item);
                return;
            }

            until = next.Now + TimeSpan.FromMilliseconds(trigger.Fault.Ms);
        }

        held.Add(item);
        if (held.Count == trigger.Fault.Window)
        {
            Flush(next);
        }
    }

    public void Wake(DeliveryStep next) => Flush(next);

    public void Flush(DeliveryStep next)
    {
        var shuffled = held.ToArray();
        held.Clear();
        trigger.Random.Shuffle(shuffled);
        foreach (var item in shuffled)
        {
            next.Emit(item);
        }
    }
}

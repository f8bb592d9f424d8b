using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery.Faults;

/// <summary>
/// <c>duplicate</c>: the event, or the <c>last</c> few up to it, come again with the same bytes, <c>count</c> times: at once,
/// <c>later</c> by so many events, or after the next event that <c>until</c> names. At the end of the stream all that is due comes.
/// </summary>
internal sealed class DuplicateFault(FaultTrigger trigger) : IDeliveryFilter
{
    /// <summary>Most sets of copies that wait for their moment; while so many do, no further event is struck.</summary>
    internal const int MaxHeld = 1_024;

    private readonly Queue<Outgoing> recent = new();
    private readonly List<Copies> held = [];

    public void Pass(in Outgoing item, DeliveryStep next)
    {
        next.Emit(item);
        recent.Enqueue(item);
        if (recent.Count > trigger.Fault.Last)
        {
            recent.Dequeue();
        }

        Release(item, next);
        if (held.Count < MaxHeld && trigger.Strikes(item))
        {
            Strike(next);
        }
    }

    public void Flush(DeliveryStep next)
    {
        foreach (var copies in held)
        {
            Emit(copies.Items, next);
        }

        held.Clear();
    }

    private void Strike(DeliveryStep next)
    {
        var fault = trigger.Fault;
        if (fault is { Later: 0, Until: null })
        {
            Emit([.. recent], next);
        }
        else
        {
            held.Add(new Copies([.. recent], fault.Until is null ? fault.Later : int.MaxValue));
        }
    }

    private void Release(in Outgoing item, DeliveryStep next)
    {
        for (var i = 0; i < held.Count; i++)
        {
            var copies = held[i];
            copies.Left--;
            if (copies.Left == 0 || trigger.Fault.Until?.Matches((StreamEvent)item.Payload) == true)
            {
                held.RemoveAt(i--);
                Emit(copies.Items, next);
            }
        }
    }

    private void Emit(Outgoing[] items, DeliveryStep next)
    {
        for (var i = 0; i < trigger.Fault.Count; i++)
        {
            foreach (var item in items)
            {
                next.Emit(item);
            }
        }
    }

    private sealed class Copies(Outgoing[] items, int left)
    {
        internal Outgoing[] Items => items;

        internal int Left { get; set; } = left;
    }
}

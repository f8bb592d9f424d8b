using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery.Filters;

/// <summary>
/// Sends text in bursts, as gateways do to save packets: appends wait until <see cref="MaxTokens"/> are there or
/// <see cref="MaxWait"/> is over; any other event sends them first. Events keep their seq and bytes.
/// </summary>
internal sealed class TokenBatchFilter : IDeliveryFilter
{
    internal const int MaxTokens = 16;
    internal static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(50);

    private readonly List<Outgoing> held = [];
    private TimeSpan until;

    public TimeSpan? WakeAt => held.Count > 0 ? until : null;

    public void Pass(in Outgoing item, DeliveryStep next)
    {
        if (item.Said is not TextAppend)
        {
            Flush(next);
            next.Emit(item);
            return;
        }

        if (held.Count == 0)
        {
            until = next.Now + MaxWait;
        }

        held.Add(item);
        if (held.Count == MaxTokens)
        {
            Flush(next);
        }
    }

    public void Wake(DeliveryStep next) => Flush(next);

    public void Flush(DeliveryStep next)
    {
        foreach (var item in held)
        {
            next.Emit(item);
        }

        held.Clear();
    }
}
